/** What a new form begins with: what rules propose for the words, the day and the cue that stand in them, the chain. */

const QUOTED = /“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|‹([^›]+)›|"([^"]+)"|「([^」]+)」/u;

/** The first words in quotation marks, without a comma or a full stop that belongs to the sentence around them. */
export function quoteIn(words) {
  const found = words.match(QUOTED);
  return found ? found.slice(1).find(Boolean).replace(/[.,;:]+$/u, "").trim() : "";
}

/** The longest of the cues (an element of choices) whose words stand in `words`. */
export function cueIn(words, choices) {
  const text = ` ${words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const fitting = [...choices]
    .filter((choice) => choice.value && text.includes(` ${choice.textContent.trim().toLowerCase()} `))
    .sort((one, other) => other.textContent.length - one.textContent.length);
  return fitting.length ? fitting[0].value : "";
}

const overlap = (one, other) => Math.min(one.end, other.end) - Math.max(one.start, other.start);

/** Of `spans` the one that shares the most with `span`; undefined if none does. */
export function nearest(span, spans) {
  return spans
    .filter((each) => overlap(span, each) > 0)
    .sort((one, other) => overlap(span, other) - overlap(span, one))[0];
}

/** A new statement of the words `span`: `{values, names, reasons}`. */
export function newStatement(span, { words, sentence, proposals, days, source, cues }) {
  const proposal = nearest(span, proposals);
  const day = nearest(span, days) || nearest(sentence, days);
  const quote = quoteIn(words);
  const proposed = proposal ? structuredClone(proposal.values) : {};
  const dated = proposed.said_on || !day ? {} : { said_on: day.edtf, date_basis: day.reason };
  const values = {
    speaker: null,
    kind: "assertion",
    cue: cueIn(words, cues),
    chains: [[{ actor: null, source: null }, { actor: null, source: source.uuid }]],
    ...proposed,
    ...dated,
    citations: [{ ...span, supports: "" }],
    quote: words.includes(proposed.quote) && proposed.quote ? proposed.quote : quote,
  };
  values.summary = proposed.summary || (values.quote ? "" : words);
  const names = { ...(proposal?.names || {}), [source.uuid]: source.name };
  return { values, names, speakerText: proposal?.speaker || "", reasons: proposal?.reasons || [] };
}

/** A new event of the words. */
export function newEvent(span, { words, sentence, days, source }) {
  const day = nearest(span, days) || nearest(sentence, days);
  const title = words.length > 120 ? "" : words.replace(/[.\s]+$/u, "");
  return {
    values: {
      title,
      kind: "",
      factuality: "occurred",
      when: day?.edtf || "",
      date_basis: day?.reason || "",
      summary: title ? "" : words,
      citations: [{ ...span, supports: "" }],
      participants: [],
      places: [],
    },
    names: { [source.uuid]: source.name },
    reasons: [],
  };
}
