/** Somebody whom representatives visit. */
export interface VisitedContact {
  readonly name: string
  readonly position: string
  readonly email: string
  readonly phone: string
  readonly organization: string
  readonly address: string
}

const of = (
  organization: string,
  address: string,
  domain: string,
  people: readonly (readonly [login: string, name: string, position: string, phone: string])[],
): VisitedContact[] =>
  people.map(([login, name, position, phone]) => ({ name, position, email: `${login}@${domain}.example`, phone, organization, address }))

/** Doctors, pharmacists and heads of shops. The domains do not exist, and no phone begins with these digits. */
export const visitedContacts: readonly VisitedContact[] = [
  ...of('Городская поликлиника № 12', 'Казань, ул. Чистопольская, 20', 'poliklinika12', [
    ['a.safina', 'Альбина Сафина', 'терапевт', '+74950001201'],
    ['r.valeev', 'Ренат Валеев', 'кардиолог', '+74950001202'],
    ['m.egorova', 'Марина Егорова', 'эндокринолог', '+74950001203'],
  ]),
  ...of('Аптека «Живая вода»', 'Казань, пр. Победы, 141', 'zhivaya-voda', [
    ['l.nikitina', 'Лариса Никитина', 'заведующая', '+74950001301'],
    ['d.ivanov', 'Денис Иванов', 'провизор', '+74950001302'],
  ]),
  ...of('Клиника «Семейный доктор»', 'Самара, ул. Ново-Садовая, 106', 'semeyny-doktor', [
    ['v.korneev', 'Виталий Корнеев', 'невролог', '+74950001401'],
    ['s.abramova', 'Софья Абрамова', 'педиатр', '+74950001402'],
    ['i.lukin', 'Игорь Лукин', 'главный врач', '+74950001403'],
  ]),
  ...of('Сеть аптек «Здравница»', 'Самара, ул. Гагарина, 79', 'zdravnitsa', [
    ['o.titova', 'Ольга Титова', 'категорийный менеджер', '+74950001501'],
    ['n.frolov', 'Никита Фролов', 'закупки', '+74950001502'],
  ]),
  ...of('Областная больница', 'Пермь, ул. Пушкина, 85', 'oblbolnitsa', [
    ['g.mironov', 'Геннадий Миронов', 'гастроэнтеролог', '+74950001601'],
    ['t.belova', 'Тамара Белова', 'пульмонолог', '+74950001602'],
    ['e.shubina', 'Екатерина Шубина', 'клинический фармаколог', '+74950001603'],
  ]),
  ...of('Аптека № 5', 'Пермь, ул. Сибирская, 30', 'apteka5', [['p.alekseev', 'Пётр Алексеев', 'заведующий', '+74950001701']]),
  ...of('Магазин «Здоровое питание»', 'Ижевск, ул. Ленина, 46', 'zdorovoe', [
    ['k.drozdova', 'Кристина Дроздова', 'директор', '+74950001801'],
  ]),
  ...of('Медцентр «Линия жизни»', 'Ижевск, ул. Карла Маркса, 242', 'liniya', [
    ['y.kuzmin', 'Юрий Кузьмин', 'ревматолог', '+74950001901'],
    ['a.rudneva', 'Анна Руднева', 'дерматолог', '+74950001902'],
  ]),
]

/** They work where representatives come on the place's own terms. Nobody has been there yet, so that no visit is against these. */
export const contactsOnTerms: readonly VisitedContact[] = [
  ...of('Детская поликлиника № 3', 'Самара, ул. Победы, 95', 'detskaya3', [
    ['z.orlova', 'Зинаида Орлова', 'педиатр', '+74950002001'],
    ['m.gusev', 'Матвей Гусев', 'аллерголог', '+74950002002'],
  ]),
  ...of('Клиника «Заря»', 'Казань, ул. Баумана, 51', 'zarya', [['f.nurieva', 'Фарида Нуриева', 'главный врач', '+74950002101']]),
]

/** The terms, by the place's name. */
export const placeTerms: {
  readonly [organization: string]: { readonly visitHours: string } | { readonly refusal: string } | undefined
} = {
  'Детская поликлиника № 3': { visitHours: 'вт 15–17, чт 10–12:30' },
  'Клиника «Заря»': { refusal: 'приказ главного врача № 12' },
}
