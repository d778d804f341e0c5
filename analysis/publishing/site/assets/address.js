/* The address of a view: what is shown is in the part after "#", so that a link opens it again.

   It begins with the id of the open statement, and goes on with names and values, as in
   #s-0123456789ab&topic=Casualties&q=three+dozen */
"use strict";

/** Read the part of an address after "#": the id of a statement or "", and a map of the rest. */
function readAddress(hash) {
  const parts = { id: "", asked: new Map() };
  for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    const gap = part.indexOf("=");
    if (gap < 0) parts.id = decoded(part);
    else parts.asked.set(decoded(part.slice(0, gap)), decoded(part.slice(gap + 1)));
  }
  return parts;
}

/** Write such an address, without what is blank. */
function writeAddress(id, asked) {
  const parts = [...asked]
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return [id && encoded(id), ...parts].filter(Boolean).join("&");
}

function encoded(text) {
  return encodeURIComponent(text.toWellFormed?.() ?? text).replace(/%20/g, "+");
}

/** The text of a part of an address; one that was cut in the middle is taken as it is. */
function decoded(part) {
  const spaced = part.replace(/\+/g, " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
