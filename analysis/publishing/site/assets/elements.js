/* Make elements of a page. All data become text nodes, never markup. */
"use strict";

const $ = (id) => document.getElementById(id);

/** A new element with attributes and with children or texts. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children); // a string becomes a text node
  return element;
}

/** A button that does something when it is pressed. */
function makeButton(label, action, attributes) {
  const button = make("button", { type: "button", ...attributes }, label);
  button.addEventListener("click", action);
  return button;
}

/** A select with a visible label, in a paragraph; `options` are elements. */
function makeSelect(id, label, options, action) {
  const select = make("select", { id }, ...options);
  select.addEventListener("change", action);
  return [select, make("p", { class: "field" }, make("label", { for: id }, label), select)];
}

/** A button that copies an address, computed when it is pressed. */
function makeCopyButton(label, address) {
  const button = makeButton(label, async () => {
    try {
      await navigator.clipboard.writeText(address());
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = label; }, 3000);
    } catch {
      // Some browsers give pages from the file system no clipboard; then show the address to copy.
      const field = make("input", { readonly: true, value: address(), "aria-label": "Link" });
      button.replaceWith(field);
      field.select();
    }
  });
  return button;
}

function count(number, what) {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

/** Elements with a space between them. */
function spaced(elements) {
  return elements.flatMap((element) => [element, " "]);
}
