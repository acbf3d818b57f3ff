/**
 * Draws forms in the local Slack's page as Slack does: with initial values, lists to choose several from, times, and
 * answers that the bot is told of at once. Takes the place of the page's own forms, which lack these.
 */
(() => {
  /** Answers by block and action, in the shape that Slack sends. */
  const answers = new Map();
  let stack = [];
  let errors = {};
  let users = [];
  let socket;

  const overlay = document.createElement("div");
  overlay.className = "modal-overlay";
  overlay.hidden = true;
  document.body.append(overlay);
  const style = document.createElement("style");
  style.textContent = `
    .modal-overlay[hidden] { display: none }
    .form-many { display: flex; flex-wrap: wrap; gap: 6px; align-items: center }
    .form-many button { border: 0; border-radius: 4px; padding: 3px 8px; background: #e8f0fa; font: inherit; cursor: pointer }
    .form-optional { color: #616061; font-weight: 400 }
    .modal-body textarea { min-height: 72px; resize: vertical; font: inherit }
    .modal-body .bk-input, .modal-body .bk-section { margin-bottom: 14px }
    .modal-body .modal-error { margin-top: 4px }
    .modal-body .bk-options label { display: block; padding: 2px 0 }`;
  document.head.append(style);

  const actingUser = () => document.querySelector(".actas select")?.value ?? "";
  const send = (message) => socket.send(JSON.stringify(message));
  const keyOf = (blockId, element) => `${blockId}\n${element.action_id}`;

  function connect() {
    socket = new WebSocket(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ui`,
    );
    socket.onclose = () => setTimeout(connect, 1000);
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.t === "init") {
        users = message.state.users ?? [];
        show(message.state.modalStack ?? []);
      }
      if (message.t === "view") show(message.stack ?? []);
      if (message.t === "view_errors") {
        errors = message.errors ?? {};
        draw();
      }
    };
  }

  function show(next) {
    if (stack.length === 0) answers.clear();
    stack = next;
    errors = {};
    draw();
  }

  /** What an element holds before anybody has touched it. */
  function initialOf(element) {
    const { type } = element;
    switch (type) {
      case "plain_text_input":
        return { type, value: element.initial_value ?? null };
      case "checkboxes":
      case "multi_static_select":
        return { type, selected_options: element.initial_options ?? [] };
      case "multi_users_select":
        return { type, selected_users: element.initial_users ?? [] };
      case "datetimepicker":
        return { type, selected_date_time: element.initial_date_time ?? null };
      case "datepicker":
        return { type, selected_date: element.initial_date ?? null };
      default:
        return { type, selected_option: element.initial_option ?? null };
    }
  }

  const answerOf = (blockId, element) => answers.get(keyOf(blockId, element)) ?? initialOf(element);

  function valuesOf(view) {
    const values = {};
    for (const { type, block_id: id, element } of view.blocks) {
      if (type === "input") values[id] = { [element.action_id]: answerOf(id, element) };
    }
    return values;
  }

  function fill(block, answer) {
    const { block_id: blockId, element } = block;
    answers.set(keyOf(blockId, element), { type: element.type, ...answer });
    if (block.dispatch_action !== true) return;
    const view = stack.at(-1);
    const action = {
      type: element.type,
      action_id: element.action_id,
      block_id: blockId,
      ...answer,
    };
    void fetch("/_demo/view-action", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: actingUser(), view, action, values: valuesOf(view) }),
    });
  }

  function make(tag, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children.filter((child) => child !== undefined));
    return node;
  }

  const optionsOf = ({ options, option_groups: groups }) =>
    options ?? groups.flatMap((group) => group.options);
  const nameOf = (id) => users.find((user) => user.id === id)?.real_name ?? id;

  function textInput(block, id) {
    const { element } = block;
    const node = make(element.multiline ? "textarea" : "input", {
      id,
      className: "bk-plain-input",
      placeholder: element.placeholder?.text ?? "",
      value: answerOf(block.block_id, element).value ?? "",
    });
    node.oninput = () => fill(block, { value: node.value === "" ? null : node.value });
    return node;
  }

  function select(block, id) {
    const { element } = block;
    const all = optionsOf(element);
    const chosen = answerOf(block.block_id, element).selected_option?.value ?? "";
    const node = make(
      "select",
      { id, className: "bk-select" },
      make("option", { value: "", textContent: element.placeholder?.text ?? "Select" }),
      ...all.map(({ value, text }) => make("option", { value, textContent: text.text })),
    );
    node.value = chosen;
    node.onchange = () =>
      fill(block, { selected_option: all.find(({ value }) => value === node.value) ?? null });
    return node;
  }

  function boxes(block, id) {
    const { element } = block;
    const isMany = element.type === "checkboxes";
    const given = answerOf(block.block_id, element);
    const isChosen = ({ value }) =>
      isMany
        ? given.selected_options.some((one) => one.value === value)
        : given.selected_option?.value === value;
    const list = make("div", { id, className: "bk-options", role: "group" });
    for (const option of element.options) {
      const box = make("input", {
        type: isMany ? "checkbox" : "radio",
        name: id,
        checked: isChosen(option),
      });
      box.onchange = () => {
        const checked = [...list.querySelectorAll("input")].map((node) => node.checked);
        const chosen = element.options.filter((_, n) => checked[n]);
        fill(block, isMany ? { selected_options: chosen } : { selected_option: option });
      };
      list.append(make("label", {}, box, ` ${option.text.text}`));
    }
    return list;
  }

  /** Several of many: what is chosen stands before a list of the rest. */
  function many(block, id) {
    const { element } = block;
    const isPeople = element.type === "multi_users_select";
    const all = isPeople
      ? users.map((user) => ({ value: user.id, text: { text: nameOf(user.id) } }))
      : optionsOf(element);
    const given = answerOf(block.block_id, element);
    const chosen = new Set(
      isPeople ? given.selected_users : given.selected_options.map(({ value }) => value),
    );
    const node = make("div", { className: "form-many" });
    const change = () => {
      const options = all.filter(({ value }) => chosen.has(value));
      fill(block, isPeople ? { selected_users: [...chosen] } : { selected_options: options });
      drawList();
    };
    const drawList = () => {
      const chips = all
        .filter(({ value }) => chosen.has(value))
        .map(({ value, text }) => {
          const label = `Remove ${text.text}`;
          const chip = make("button", {
            type: "button",
            textContent: `${text.text} ×`,
            ariaLabel: label,
          });
          chip.onclick = () => {
            chosen.delete(value);
            change();
          };
          return chip;
        });
      const rest = all.filter(({ value }) => !chosen.has(value));
      const picker = make(
        "select",
        { id, className: "bk-select" },
        make("option", { value: "", textContent: element.placeholder?.text ?? "Select" }),
        ...rest.map(({ value, text }) => make("option", { value, textContent: text.text })),
      );
      picker.onchange = () => {
        chosen.add(picker.value);
        change();
      };
      node.replaceChildren(...chips, picker);
    };
    drawList();
    return node;
  }

  function time(block, id) {
    const { element } = block;
    const seconds = answerOf(block.block_id, element).selected_date_time;
    const node = make("input", { id, type: "datetime-local", className: "bk-plain-input" });
    if (seconds !== null) {
      const local = new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60_000);
      node.value = local.toISOString().slice(0, 16);
    }
    node.onchange = () => {
      const at = Math.floor(new Date(node.value).getTime() / 1000);
      fill(block, { selected_date_time: Number.isFinite(at) ? at : null });
    };
    return node;
  }

  const ELEMENTS = {
    plain_text_input: textInput,
    static_select: select,
    checkboxes: boxes,
    radio_buttons: boxes,
    multi_static_select: many,
    multi_users_select: many,
    datetimepicker: time,
  };

  const toText = ({ type, text }) =>
    type === "mrkdwn"
      ? text
          .replace(/<@(\w+)>/g, (_, user) => `@${nameOf(user)}`)
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&amp;", "&")
      : text;

  function drawBlock(block, index) {
    const { type, text, elements = [], label, hint, optional, element } = block;
    if (type === "section")
      return make("div", { className: "bk-section", textContent: toText(text) });
    if (type === "header") return make("div", { className: "bk-header", textContent: text.text });
    if (type === "divider") return make("hr", { className: "bk-divider" });
    if (type === "context") {
      const textContent = elements.map(toText).join(" ");
      return make("div", { className: "bk-context", textContent });
    }
    if (type !== "input") return make("div", { className: "bk-unknown", textContent: `[${type}]` });
    const id = `field-${index}`;
    const build = ELEMENTS[element.type];
    return make(
      "div",
      { className: "bk-input" },
      make(
        "label",
        { className: "bk-label", htmlFor: id, textContent: label.text },
        optional
          ? make("span", { className: "form-optional", textContent: " (optional)" })
          : undefined,
      ),
      build?.(block, id) ??
        make("span", { className: "bk-unknown", textContent: `[${element.type}]` }),
      hint && make("div", { className: "bk-hint", textContent: hint.text }),
      errors[block.block_id] &&
        make("div", {
          className: "modal-error",
          role: "alert",
          textContent: errors[block.block_id],
        }),
    );
  }

  function draw() {
    const view = stack.at(-1);
    overlay.hidden = view === undefined;
    if (view === undefined) return overlay.replaceChildren();
    const focused = document.activeElement?.id;
    const scrolled = overlay.querySelector(".modal-body")?.scrollTop ?? 0;
    const close = () => send({ t: "view_close", user: actingUser() });
    const button = (text, className, onclick) =>
      make("button", { type: "button", className, textContent: text, onclick });
    const body = make("div", { className: "modal-body" }, ...view.blocks.map(drawBlock));
    const submit = () => send({ t: "view_submit", user: actingUser(), values: valuesOf(view) });
    overlay.replaceChildren(
      make(
        "div",
        { className: "modal", role: "dialog", ariaLabel: view.title.text },
        make(
          "div",
          { className: "modal-head" },
          make("span", { className: "modal-title", textContent: view.title.text }),
          button("×", "modal-x", close),
        ),
        body,
        make(
          "div",
          { className: "modal-foot" },
          view.close && button(view.close.text, "modal-btn", close),
          view.submit && button(view.submit.text, "modal-btn primary", submit),
        ),
      ),
    );
    body.scrollTop = scrolled;
    if (focused) document.getElementById(focused)?.focus();
    const [first] = overlay.querySelectorAll(".modal-error");
    first?.scrollIntoView({ block: "center" });
  }

  connect();
})();
