/** An element of the library's drawing, which takes no Solid. */
export function textElement(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}
