<?cs # Tables, the way onward through them, and states in words. Only macros: this file is parsed once per language.
  A list is { caption, head.N {label, num}, row.N.cell.N {text, href, num, tag, lang}, empty, empty_href, empty_label,
  newer, older }; texts are ready to read, newer and older are addresses. tag: ok wait bad info plain; code: a word as
  machines write it, which may break anywhere. ?>
<?cs def:tag(kind, text) ?><span class="tag tag-<?cs var:kind ?>"><?cs var:text ?></span><?cs /def ?>

<?cs def:pager(L) ?>
<?cs if:L.newer || L.older ?>
<nav class="pager" aria-label="<?cs var:T.common.pages ?>"><ul>
<?cs if:L.newer ?><li><a rel="prev" href="<?cs var:url_validate(L.newer) ?>"><?cs var:T.common.newer ?></a></li><?cs /if ?>
<?cs if:L.older ?><li><a rel="next" href="<?cs var:url_validate(L.older) ?>"><?cs var:T.common.older ?></a></li><?cs /if ?>
</ul></nav>
<?cs /if ?>
<?cs /def ?>

<?cs def:empty(L) ?>
<div class="empty"><p><?cs if:L.empty ?><?cs var:L.empty ?><?cs else ?><?cs var:T.common.empty ?><?cs /if ?></p>
<?cs if:L.empty_href ?><p><a class="button" href="<?cs var:url_validate(L.empty_href) ?>"><?cs var:L.empty_label ?></a></p><?cs /if ?></div>
<?cs /def ?>

<?cs # Written out in one macro: a page has hundreds of cells, and each call costs as much as drawing one. ?>
<?cs def:list_text(c) ?><?cs if:c.tag == "code" ?><code><?cs var:c.text ?></code><?cs elif:c.tag ?><?cs call:tag(c.tag, c.text) ?><?cs else ?><span lang="<?cs var:c.lang ?>"><?cs var:c.text ?></span><?cs /if ?><?cs /def ?>

<?cs # Roles are written out because stacked rows lose theirs in some browsers. The first cell names its row. The next
  cell or the row's end closes a cell (HTML 13.1.2.4): a long list is a tenth shorter. ?>
<?cs def:list(L) ?>
<?cs if:?L.row.0.cell.0.text ?>
<table class="list" role="table">
<caption><?cs var:L.caption ?></caption>
<thead role="rowgroup"><tr role="row">
<?cs each:h = L.head ?><th scope="col" role="columnheader"<?cs if:h.num ?> class="num"<?cs /if ?>><?cs var:h.label ?></th><?cs /each ?>
</tr></thead>
<tbody role="rowgroup">
<?cs each:w = L.row ?>
<tr role="row"><?cs each:c = w.cell ?><?cs with:h = L.head[name(c)] ?><?cs
  if:first(c) ?><th scope="row" role="rowheader" data-l="<?cs var:h.label ?>"><?cs elif:h.num ?><td role="cell" data-l="<?cs var:h.label ?>" class="num"><?cs
  else ?><td role="cell" data-l="<?cs var:h.label ?>"><?cs /if ?><?cs
  if:c.href ?><a href="<?cs var:url_validate(c.href) ?>"><?cs if:c.tag || c.lang ?><?cs call:list_text(c) ?><?cs else ?><?cs var:c.text ?><?cs /if ?></a><?cs
  elif:c.tag || c.lang ?><?cs call:list_text(c) ?><?cs else ?><?cs var:c.text ?><?cs /if ?><?cs /with ?>
<?cs /each ?></tr>
<?cs /each ?>
</tbody>
</table>
<?cs else ?>
<?cs call:empty(L) ?>
<?cs /if ?>
<?cs call:pager(L) ?>
<?cs /def ?>
