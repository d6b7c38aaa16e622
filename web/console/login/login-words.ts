import { withWords } from '../../lib/i18n.ts'

/** Signing in: these words come with their screens, not with every one. */
const ru = {
  'login.title': 'Вход для сотрудников',
  'login.email': 'Почта',
  'login.password': 'Пароль',
  'login.submit': 'Войти',
  'login.busy': 'Проверяем…',
  'login.wrong': 'Почта или пароль не подходят. Проверьте раскладку и Caps Lock.',
  'login.choose': 'В какую организацию войти?',
  'login.help': 'Забыли пароль? Новый выдаст администратор вашей организации.',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'login.title': 'Staff login',
  'login.email': 'E-mail',
  'login.password': 'Password',
  'login.submit': 'Log in',
  'login.busy': 'Checking…',
  'login.wrong': 'The e-mail or the password doesn’t fit. Check the keyboard layout and Caps Lock.',
  'login.choose': 'Which organization?',
  'login.help': 'Forgot the password? Your organization’s administrator gives you a new one.',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })
