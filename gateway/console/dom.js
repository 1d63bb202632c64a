// The few lines that stand in for a framework. Text is always set as text, so nothing that a declarant wrote can become markup.

/** Makes an element: properties (class, href, aria-…, data-…, onclick …), then children; a string child becomes text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what is in a container. */
export function show(container, ...children) {
  container.replaceChildren(...children.flat().filter(Boolean));
}
