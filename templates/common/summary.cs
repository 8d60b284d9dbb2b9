<?cs # What was answered, to read again. Only macros: this file is parsed once per language.
  items: list of { form, name (then the label is that of the field) or label, text, empty, lang, href (own change link) }
  change: address of the form the answers can be changed in; "" when they cannot. staff: somebody else reads them, for
  whom T.officer.label.FORM.FIELD is the label where that of the form speaks to its owner. ?>
<?cs def:summary_label(i) ?><?cs if:i.label ?><?cs var:i.label ?><?cs elif:staff && T.officer.label[i.form][i.name] ?><?cs var:T.officer.label[i.form][i.name] ?><?cs else ?><?cs var:T.form[i.form][i.name].label ?><?cs /if ?><?cs /def ?>

<?cs def:summary_value(i) ?><?cs if:i.empty ?><span class="none"><?cs var:T.common.not_given ?></span><?cs
  elif:i.lang ?><span lang="<?cs var:i.lang ?>"><?cs var:i.text ?></span><?cs else ?><?cs var:i.text ?><?cs /if ?><?cs /def ?>

<?cs def:summary(items, change) ?>
<dl class="summary">
<?cs each:i = items ?>
<div class="summary-row"><dt><?cs call:summary_label(i) ?></dt><dd class="summary-text"><?cs call:summary_value(i) ?></dd>
<?cs if:i.href ?><dd class="summary-act"><a href="<?cs var:url_validate(i.href) ?>"><?cs var:T.common.change ?><span class="hide"> <?cs call:summary_label(i) ?></span></a></dd><?cs
  elif:change ?><dd class="summary-act"><a href="<?cs var:url_validate(change) ?>#<?cs var:i.form ?>-<?cs var:i.name ?>"><?cs var:T.common.change ?><span class="hide"> <?cs
  call:summary_label(i) ?></span></a></dd><?cs /if ?></div>
<?cs /each ?>
</dl>
<?cs /def ?>
