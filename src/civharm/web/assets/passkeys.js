// Security keys: the browser asks the key, and the answer goes back with the form.

/** @param {HTMLFormElement} form one that says what it wants of the key: `create` or `get` */
export function enhancePasskey(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[data-passkey-use]"));
  const trouble = /** @type {HTMLElement} */ (form.querySelector("[data-passkey-trouble]"));
  const answer = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    try {
      answer.value = JSON.stringify(await ask(form.dataset.passkey === "create", form));
      form.submit();
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
      trouble.hidden = false;
    }
  });
}

/**
 * @param {boolean} isNew
 * @param {HTMLFormElement} form
 */
async function ask(isNew, form) {
  const options = JSON.parse(form.querySelector("script[type='application/json']")?.textContent ?? "{}");
  const credential = isNew
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.creation_options.publicKey),
      })
    : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey),
      });
  return /** @type {PublicKeyCredential} */ (credential).toJSON();
}
