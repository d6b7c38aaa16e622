/** Has the browser keep what the address answers as a file; the page stays. */
export function download(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}
