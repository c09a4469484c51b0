/* The only script that something needs: browsers hand out passkeys to scripts alone. allauth's does the work;
   this one ties it to the form and says in words when the person or the key said no. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-passkey]");
  const ids = {
    add: "passkey",
    authenticate: "passkey",
    credential: form.elements.credential.id,
    data: "js_data",
  };
  const button = document.getElementById("passkey");
  button.addEventListener("click", () => { document.getElementById("passkey-error").hidden = true; });
  window.allauth.webauthn.forms[`${form.dataset.passkey}Form`]({ ids });
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-error").hidden = false;
});
