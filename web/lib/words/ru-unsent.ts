/** Work without a network. */
export const ruUnsent = {
  'unsent.strip': 'Работа без сети',
  'unsent.noNetwork': 'Нет сети. Показано то, что было в {when}',
  'unsent.count': '{count|Не отправлен|Не отправлены|Не отправлено} {count} {count|шаг|шага|шагов}',
  'unsent.refusedCount': '{count|Не принят|Не приняты|Не принято} {count} {count|шаг|шага|шагов}: посмотрите',
  'unsent.arrived': '{number}: «{action}» отправлено',
  'unsent.newVersion': 'Вышла новая версия. Написанное сохранится.',
  'unsent.update': 'Обновить',
  'unsent.stepWaits': '«{action}» ждёт сети на этом устройстве.',
  'unsent.waits': 'ждёт сети',
  'unsent.leaveTitle': 'Выйти и потерять неотправленное?',
  'unsent.leaveText':
    'На этом устройстве {count|ждёт|ждут|ждут} отправки {count} {count|шаг|шага|шагов}. После выхода здесь не останется ничего: ни черновиков, ни фотографий.',
  'unsent.stay': 'Остаться',
  'unsent.leaveAnyway': 'Выйти и удалить',
}
