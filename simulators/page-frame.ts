/** Of every page of the demo's outside world: no script, nothing from outside, nothing kept. */
export const pageHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
} as const

/** How such a page begins, up to its body. Title and base path are HTML. */
export const pageHead = (title: string, base: string, look: string): string => `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} — Веха</title>
<link rel="stylesheet" href="${base}/style.css">
</head>
<body class="${look}">`
