/* Buttons that copy citations, and selected words with where they stand. */
(() => {
  'use strict';

  const box = document.querySelector('.cite');
  const text = document.querySelector('.text');
  const status = box.querySelector('[role=status]');
  const says = box.dataset;
  const { lang, dir } = box.closest('[lang]');

  function makeButton(label, words, html) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'copy', lang, dir, textContent: label });
    /* Keeps italics, works from a disk. */
    const fill = event => {
      event.clipboardData.setData('text/plain', words);
      if (html) event.clipboardData.setData('text/html', html);
      event.preventDefault();
    };
    button.onmousedown = event => event.preventDefault();  // or the selection is lost
    button.onclick = () => {
      document.addEventListener('copy', fill);
      status.textContent = button.textContent = document.execCommand('copy') ? says.done : says.failed;
      document.removeEventListener('copy', fill);
    };
    return button;
  }

  box.querySelectorAll('dd').forEach(cited => {
    const label = says.copy.replace('{}', cited.previousElementSibling.textContent);
    cited.append(' ', makeButton(label, cited.textContent, cited.innerHTML.replace(/cite>/g, 'i>')));
  });

  let offered;

  /* After the last paragraph, for the Tab key; shown below the words. */
  function offer(words, paragraphs, { bottom, left }) {
    const [first, last] = [paragraphs[0].id, paragraphs.at(-1).id];
    const numbers = first.slice(1) + (first === last ? '' : `–${last.slice(1)}`);
    const inner = words.replace(/[“"]([^“”"]*)[”"]/g, '‘$1’');
    const cited = `“${inner}” (${says.note}, para. ${numbers}${says.page && `, ${says.page}#${first}`})`;
    offered = makeButton(says.quote, cited);
    offered.classList.add('offer');
    paragraphs.at(-1).parentElement.append(offered);
    offered.style.top = `${bottom + scrollY + 6}px`;
    offered.style.left = `min(${left}px, 100vw - 18rem)`;
  }

  document.onselectionchange = () => {
    if (offered?.matches(':focus')) return;
    offered?.remove();
    const chosen = getSelection();
    const range = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : new Range();
    if (!text.contains(range.commonAncestorContainer)) return;
    const place = range.getBoundingClientRect();
    const copied = range.cloneContents();
    copied.querySelectorAll('.margin, .pn, .noteref, .marker, .vh').forEach(one => one.remove());
    const words = copied.textContent.replace(/\s+/g, ' ').trim();
    const paragraphs = [...text.querySelectorAll('[id^=p]')].filter(one => range.intersectsNode(one));
    if (!words || !paragraphs.length) return;
    range.setStart(paragraphs.at(-1), 0);
    if (range.collapsed) paragraphs.pop();  // a triple click ends before the next paragraph
    offer(words, paragraphs, place);
  };

  /* Goes to the paragraph, then selects it: Firefox drops what is selected when it follows a link. */
  text.onclick = event => {
    if (!event.target.matches('.pn')) return;
    event.preventDefault();
    location.hash = event.target.hash;
    getSelection().selectAllChildren(event.target.parentElement);
  };
})();
