/** Somebody of a client, who writes to support. */
export interface Requester {
  readonly name: string
  readonly email: string
  readonly company: string
}

const of = (company: string, domain: string, people: readonly (readonly [login: string, name: string])[]): Requester[] =>
  people.map(([login, name]) => ({ name, email: `${login}@${domain}.example`, company }))

/** Clients' people. The domains can't exist, so nothing made up is ever sent to anybody. */
export const requesters: readonly Requester[] = [
  ...of('Сеть магазинов «Лавка у дома»', 'lavka-u-doma', [
    ['e.sokolova', 'Елена Соколова'],
    ['i.gusev', 'Илья Гусев'],
    ['t.maslova', 'Татьяна Маслова'],
  ]),
  ...of('ООО «Фармрегион»', 'farmregion', [
    ['o.petrov', 'Олег Петров'],
    ['n.lebedeva', 'Нина Лебедева'],
    ['a.shubin', 'Антон Шубин'],
    ['k.zhdanova', 'Кристина Жданова'],
  ]),
  ...of('АО «Волжские краски»', 'volga-kraski', [
    ['v.morozov', 'Владимир Морозов'],
    ['s.egorova', 'Софья Егорова'],
  ]),
  ...of('ИП Климов А. С.', 'klimov-shop', [['a.klimov', 'Александр Климов']]),
  ...of('ООО «Медтехника-Урал»', 'medtech-ural', [
    ['l.baranova', 'Лариса Баранова'],
    ['d.safin', 'Данил Сафин'],
    ['r.kuznetsova', 'Раиса Кузнецова'],
  ]),
  ...of('Кофейни «Зерно»', 'zerno-coffee', [
    ['p.vinogradova', 'Полина Виноградова'],
    ['g.tarasov', 'Глеб Тарасов'],
  ]),
  ...of('ТД «Северная звезда»', 'td-sevzvezda', [
    ['m.ilina', 'Мария Ильина'],
    ['y.rodionov', 'Юрий Родионов'],
    ['f.abdulov', 'Фарид Абдулов'],
  ]),
  ...of('ООО «Стройснаб»', 'stroysnab', [
    ['e.kolesnik', 'Евгения Колесник'],
    ['b.panov', 'Борис Панов'],
  ]),
  ...of('Сеть АЗС «Трасса»', 'trassa-azs', [
    ['z.akhmetova', 'Зарина Ахметова'],
    ['n.bykov', 'Никита Быков'],
  ]),
  ...of('ООО «Книжный мир»', 'knizhny-mir', [
    ['i.polyakova', 'Ирина Полякова'],
    ['s.davydov', 'Степан Давыдов'],
  ]),
  ...of('Клиника «Доктор рядом»', 'doktor-ryadom', [
    ['a.nikitina', 'Алла Никитина'],
    ['v.osipov', 'Вадим Осипов'],
    ['j.komarova', 'Жанна Комарова'],
  ]),
  ...of('ООО «АгроПоставка»', 'agropostavka', [
    ['t.vlasenko', 'Тарас Власенко'],
    ['o.frolova', 'Оксана Фролова'],
  ]),
  ...of('Магазин «Детский остров»', 'det-ostrov', [['m.antonova', 'Маргарита Антонова']]),
]
