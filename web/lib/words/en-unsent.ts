import type { ruUnsent } from './ru-unsent.ts'

export const enUnsent: Readonly<Record<keyof typeof ruUnsent, string>> = {
  'unsent.strip': 'Working without a network',
  'unsent.noNetwork': 'No network. This is how things were at {when}',
  'unsent.count': '{count} {count|step is|steps are} not sent',
  'unsent.refusedCount': '{count} {count|step was|steps were} refused: have a look',
  'unsent.arrived': '{number}: “{action}” is sent',
  'unsent.newVersion': 'There is a new version. What you wrote will stay.',
  'unsent.update': 'Update',
  'unsent.stepWaits': '“{action}” waits for the network on this device.',
  'unsent.waits': 'waits for a network',
}
