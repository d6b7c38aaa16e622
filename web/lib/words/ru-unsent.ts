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
}
