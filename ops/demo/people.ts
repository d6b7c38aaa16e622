import type { Actor } from '../../domain/actor.ts'
import type { Role } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { memberships, users } from '../../db/schema/person.ts'

export type Staff = Extract<Actor, { kind: 'staff' }>

interface Member {
  readonly login: string
  readonly role: Role
  readonly name: string
}

/** Every role has an account of its own name; lines have more hands than one. */
const membersOf = {
  demo: [
    { login: 'admin', role: 'admin', name: 'Андрей Воронцов' },
    { login: 'orgadmin', role: 'orgadmin', name: 'Наталья Белова' },
    { login: 'manager', role: 'manager', name: 'Игорь Савельев' },
    { login: 'rep', role: 'rep', name: 'Марина Котова' },
    { login: 'analyst', role: 'analyst', name: 'Дмитрий Ларин' },
    { login: 'trainer', role: 'trainer', name: 'Светлана Юдина' },
    { login: 'support1', role: 'support1', name: 'Анна Кравцова' },
    { login: 'support2', role: 'support2', name: 'Павел Зимин' },
    { login: 'support3', role: 'support3', name: 'Сергей Гордеев' },
    { login: 'pm', role: 'pm', name: 'Ольга Мельник' },
    { login: 'designer', role: 'designer', name: 'Вера Назарова' },
    { login: 'developer', role: 'developer', name: 'Алексей Тихонов' },
    { login: 'tester', role: 'tester', name: 'Юлия Романенко' },
    { login: 'auditor', role: 'auditor', name: 'Виктор Лапшин' },
    { login: 'officer', role: 'officer', name: 'Елена Щукина' },
    { login: 'm.orlov', role: 'support1', name: 'Максим Орлов' },
    { login: 'd.filatova', role: 'support1', name: 'Дарья Филатова' },
    { login: 'r.chernykh', role: 'support2', name: 'Роман Черных' },
    { login: 'i.sorokin', role: 'rep', name: 'Илья Сорокин' },
    { login: 'o.belkina', role: 'rep', name: 'Ольга Белкина' },
  ],
  other: [
    { login: 'admin', role: 'admin', name: 'Константин Рябов' },
    { login: 'orgadmin', role: 'orgadmin', name: 'Людмила Фомина' },
    { login: 'manager', role: 'manager', name: 'Артём Денисов' },
    { login: 'rep', role: 'rep', name: 'Ксения Власова' },
    { login: 'analyst', role: 'analyst', name: 'Григорий Панин' },
    { login: 'trainer', role: 'trainer', name: 'Инна Субботина' },
    { login: 'support1', role: 'support1', name: 'Полина Ершова' },
    { login: 'support2', role: 'support2', name: 'Тимур Галиев' },
    { login: 'support3', role: 'support3', name: 'Николай Веденеев' },
    { login: 'pm', role: 'pm', name: 'Екатерина Логинова' },
    { login: 'designer', role: 'designer', name: 'Яна Смолина' },
    { login: 'developer', role: 'developer', name: 'Евгений Кольцов' },
    { login: 'tester', role: 'tester', name: 'Алина Хабарова' },
    { login: 'auditor', role: 'auditor', name: 'Михаил Стрельцов' },
    { login: 'officer', role: 'officer', name: 'Валентина Горшкова' },
  ],
} as const satisfies { readonly [slug: string]: readonly Member[] }

export type DemoSlug = keyof typeof membersOf

/** The password of every demo account. */
export const demoPassword = 'vekha-demo'

/** Writes the staff of a demo organization and answers them as the actors they are. */
export async function writeStaff(
  tx: Tx,
  organization: { readonly id: string; readonly slug: DemoSlug },
  passwordHash: string,
  createdAt: Date,
): Promise<readonly Staff[]> {
  const staff = membersOf[organization.slug].map((member) => ({ ...member, id: newId() }))
  await tx.insert(users).values(
    staff.map(({ id, login, name }) => ({
      id,
      email: `${login}@${organization.slug}.example`,
      name,
      passwordHash,
      lang: 'ru' as const,
      createdAt,
    })),
  )
  await tx.insert(memberships).values(staff.map(({ id, role }) => ({ tenantId: organization.id, userId: id, roles: [role], createdAt })))
  return staff.map(({ id, name, role }) => ({ kind: 'staff', id, name, roles: [role] }))
}
