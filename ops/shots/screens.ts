import type { Role } from '../../domain/roles.ts'
import type { Scene } from './scene.ts'

export interface Screen {
  readonly name: string
  /** Who looks; nobody without one. */
  readonly role?: Role
  readonly path: (scene: Scene) => string
  /** There once the page is whole: a selector. */
  readonly ready: string
  readonly dark?: boolean
}

/** Every screen of the product, as somebody who works with it sees it. */
export const screens: readonly Screen[] = [
  { name: 'login', path: () => '/login', ready: '.login form' },
  { name: 'inbox', role: 'support1', path: () => '/inbox', ready: '.inbox-row', dark: true },
  { name: 'map', role: 'manager', path: () => '/k/ticket', ready: '.map-node, .map-column button', dark: true },
  { name: 'list', role: 'manager', path: () => '/k/ticket?view=list&sort=due', ready: '.summary .late-text, .summary span' },
  { name: 'process', role: 'support1', path: ({ processPath }) => processPath, ready: '.stream .message', dark: true },
  { name: 'new-ticket', role: 'support1', path: () => '/k/ticket/new', ready: 'form textarea' },
  { name: 'calendar', role: 'analyst', path: () => '/calendar', ready: '.ec-event, .day-visit, main ol li', dark: true },
  { name: 'day', role: 'rep', path: () => '/calendar', ready: '.ec-event, .day-visit, main ol li' },
  { name: 'visit-map', role: 'manager', path: () => '/k/visit', ready: '.map-node, .map-column button' },
  { name: 'visit-list', role: 'manager', path: () => '/k/visit?view=list', ready: '.summary .late-text, .summary span' },
  { name: 'new-visit', role: 'analyst', path: () => '/k/visit/new', ready: 'form textarea' },
  { name: 'contacts', role: 'analyst', path: () => '/contacts', ready: 'main li' },
  { name: 'plans', role: 'manager', path: () => '/plans', ready: 'main h1' },
  { name: 'figures', role: 'manager', path: () => '/figures', ready: '.figures-charts canvas', dark: true },
  { name: 'notifications', role: 'support1', path: () => '/notifications', ready: 'main h1' },
  { name: 'admin-users', role: 'orgadmin', path: () => '/admin', ready: '.admin-people li' },
  { name: 'admin-calendar', role: 'orgadmin', path: () => '/admin/calendar', ready: '.admin-calendar, .admin-day' },
  { name: 'admin-policies', role: 'orgadmin', path: () => '/admin/policies', ready: '.policy-group li' },
  { name: 'admin-organization', role: 'orgadmin', path: () => '/admin/organization', ready: '.admin input' },
  { name: 'admin-backups', role: 'admin', path: () => '/admin/backups', ready: '.schedule', dark: true },
  { name: 'admin-texts', role: 'orgadmin', path: () => '/admin/texts', ready: '.admin h1' },
  { name: 'admin-roles', role: 'orgadmin', path: () => '/admin/roles', ready: '.admin table' },
  { name: 'admin-reports', role: 'orgadmin', path: () => '/admin/reports', ready: '.admin h1' },
  { name: 'admin-audit', role: 'auditor', path: () => '/admin/audit', ready: '.admin h1' },
  { name: 'requester', path: ({ requesterPath }) => requesterPath, ready: 'main textarea' },
  { name: 'public-form', path: () => '/new/demo', ready: 'main textarea' },
  { name: 'outbox', path: ({ outboxPath }) => outboxPath, ready: 'iframe' },
]
