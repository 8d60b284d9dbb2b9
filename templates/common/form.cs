<?cs # Forms, drawn from what form/ puts under form.<name>: call:form(form.person) draws all of it, call:field(f) one
  field. Labels are T.form.<form>.<field>.label and .hint. Only macros: this file is parsed once per language. ?>
<?cs # Hint and error stand between label and field; the field points at them. ?>
<?cs def:field_notes(f) ?>
<?cs if:t.hint ?><p class="hint" id="<?cs var:f.form ?>-<?cs var:f.name ?>-hint"><?cs var:t.hint ?></p><?cs /if ?>
<?cs if:f.error ?><p class="error" id="<?cs var:f.form ?>-<?cs var:f.name ?>-error"><?cs var:f.error ?></p><?cs /if ?>
<?cs /def ?>

<?cs def:field_points(f) ?><?cs if:t.hint || f.error ?> aria-describedby="<?cs if:t.hint ?><?cs var:f.form ?>-<?cs var:f.name ?>-hint<?cs
  /if ?><?cs if:t.hint && f.error ?> <?cs /if ?><?cs if:f.error ?><?cs var:f.form ?>-<?cs var:f.name ?>-error<?cs /if ?>"<?cs /if ?><?cs /def ?>

<?cs def:field_label(f) ?><?cs var:t.label ?><?cs if:!f.must ?> <span class="optional"><?cs var:T.common.optional ?></span><?cs /if ?><?cs /def ?>

<?cs def:field_head(f) ?>
<label for="<?cs var:f.form ?>-<?cs var:f.name ?>"><?cs call:field_label(f) ?></label>
<?cs call:field_notes(f) ?>
<?cs /def ?>

<?cs def:field_base(f) ?> id="<?cs var:f.form ?>-<?cs var:f.name ?>" name="<?cs var:f.name ?>"<?cs call:field_points(f) ?><?cs
  if:f.error ?> aria-invalid="true"<?cs /if ?><?cs /def ?>

<?cs # One line of text; type is that of the input element. Numbers of documents may be pasted with blanks: no maxlength. ?>
<?cs def:field_line(f, type) ?>
<input type="<?cs var:type ?>" class="k-<?cs var:f.kind ?>"<?cs call:field_base(f) ?> value="<?cs var:f.value ?>" autocomplete="<?cs var:f.fill ?>"<?cs
  if:f.inputmode ?> inputmode="<?cs var:f.inputmode ?>"<?cs /if ?><?cs
  if:f.max && (f.kind == "text" || f.kind == "name" || f.kind == "mail" || f.kind == "reach") ?> maxlength="<?cs var:f.max ?>"<?cs /if ?><?cs
  if:f.kind != "text" ?> spellcheck="false"<?cs /if ?><?cs
  if:f.kind == "mail" || f.kind == "reach" || f.kind == "code" || f.kind == "mrz" ?> autocapitalize="off"<?cs /if ?>>
<?cs /def ?>

<?cs def:field_lines(f) ?>
<textarea rows="6"<?cs call:field_base(f) ?><?cs if:f.max ?> maxlength="<?cs var:f.max ?>" data-left="<?cs var:T.common.chars_left ?>"<?cs /if ?>><?cs var:f.value ?></textarea>
<?cs /def ?>

<?cs def:field_secret(f) ?>
<div class="secret"><input type="password"<?cs call:field_base(f) ?> autocomplete="<?cs var:f.fill ?>" spellcheck="false" autocapitalize="off" data-show="<?cs
  var:T.common.show ?>" data-hide="<?cs var:T.common.hide ?>"></div>
<?cs /def ?>

<?cs def:field_file(f) ?>
<?cs if:f.value ?><p class="file-now"><?cs var:T.common.file_now ?>: <span><?cs var:f.value ?></span></p><?cs /if ?>
<?cs if:faulty && f.must && !f.error ?><p class="file-now"><?cs var:T.common.file_again ?></p><?cs /if ?>
<input type="file"<?cs call:field_base(f) ?> accept="<?cs var:f.accept ?>" data-sending="<?cs var:T.common.sending ?>" data-max="<?cs var:f.max ?>" data-large="<?cs
  var:f.large ?>">
<?cs /def ?>

<?cs def:field_select(f) ?>
<select<?cs call:field_base(f) ?> autocomplete="<?cs var:f.fill ?>">
<option value=""><?cs var:T.common.choose ?></option>
<?cs each:o = f.options ?>
<option value="<?cs var:o.code ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.label ?></option>
<?cs /each ?>
</select>
<?cs /def ?>

<?cs # Radios and boxes. The first has the name of the field as id, so that the list of errors finds it. ?>
<?cs def:field_picks(f, type) ?>
<?cs each:o = f.options ?>
<div class="pick"><input type="<?cs var:type ?>" id="<?cs var:f.form ?>-<?cs var:f.name ?><?cs if:!first(o) ?>-<?cs var:o.code ?><?cs
  /if ?>" name="<?cs var:f.name ?>" value="<?cs var:o.code ?>"<?cs if:o.selected ?> checked<?cs /if ?>><label for="<?cs var:f.form ?>-<?cs
  var:f.name ?><?cs if:!first(o) ?>-<?cs var:o.code ?><?cs /if ?>"><?cs var:o.label ?></label></div>
<?cs /each ?>
<?cs /def ?>

<?cs def:field_group(f, type) ?>
<fieldset<?cs if:type == "radio" ?> role="radiogroup"<?cs if:f.error ?> aria-invalid="true"<?cs /if ?><?cs /if ?><?cs call:field_points(f) ?>>
<legend><?cs call:field_label(f) ?></legend>
<?cs call:field_notes(f) ?>
<?cs call:field_picks(f, type) ?>
</fieldset>
<?cs /def ?>

<?cs def:date_part(f, part, label, value, most) ?>
<div class="part part-<?cs var:part ?>"><label for="<?cs var:f.form ?>-<?cs var:f.name ?>-<?cs var:part ?>"><?cs var:label ?></label><input type="text" inputmode="numeric" id="<?cs
  var:f.form ?>-<?cs var:f.name ?>-<?cs var:part ?>" name="<?cs var:f.name ?>-<?cs var:part ?>" value="<?cs var:value ?>" maxlength="<?cs var:most ?>" autocomplete="<?cs
  if:f.fill == "bday" ?>bday-<?cs if:part == "d" ?>day<?cs elif:part == "m" ?>month<?cs else ?>year<?cs /if ?><?cs else ?>off<?cs /if ?>"<?cs
  if:f.error ?> aria-invalid="true"<?cs /if ?>></div>
<?cs /def ?>

<?cs # Three fields in the order of the language; years have room for a Buddhist one, which is then refused in words. ?>
<?cs def:field_date(f) ?>
<fieldset<?cs call:field_points(f) ?>>
<legend><?cs call:field_label(f) ?></legend>
<?cs call:field_notes(f) ?>
<div class="date">
<?cs if:T.format.order == "ymd" ?><?cs call:date_part(f, "y", T.common.year, f.year, "4") ?><?cs call:date_part(f, "m", T.common.month, f.month, "2") ?><?cs
  call:date_part(f, "d", T.common.day, f.day, "2") ?><?cs else ?><?cs call:date_part(f, "d", T.common.day, f.day, "2") ?><?cs
  call:date_part(f, "m", T.common.month, f.month, "2") ?><?cs call:date_part(f, "y", T.common.year, f.year, "4") ?><?cs /if ?>
</div>
</fieldset>
<?cs /def ?>

<?cs def:field_tick(f) ?>
<?cs call:field_notes(f) ?>
<div class="pick"><input type="checkbox"<?cs call:field_base(f) ?> value="1"<?cs if:f.value ?> checked<?cs /if ?>><label for="<?cs
  var:f.form ?>-<?cs var:f.name ?>"><?cs call:field_label(f) ?></label></div>
<?cs /def ?>

<?cs # The notice that is agreed to is one step away; the box carries its version. ?>
<?cs def:field_agree(f) ?>
<?cs call:field_notes(f) ?>
<?cs if:f.href ?><p class="agree-to"><a href="<?cs var:url_validate(f.href) ?>"><?cs var:f.link ?></a></p><?cs /if ?>
<div class="pick"><input type="checkbox"<?cs call:field_base(f) ?> value="<?cs var:f.version ?>"<?cs if:f.typed && f.typed == f.version ?> checked<?cs /if ?>><label for="<?cs
  var:f.form ?>-<?cs var:f.name ?>"><?cs var:t.label ?></label></div>
<?cs /def ?>

<?cs def:field_control(f) ?>
<?cs if:f.kind == "lines" ?><?cs call:field_head(f) ?><?cs call:field_lines(f) ?><?cs
elif:f.kind == "secret" ?><?cs call:field_head(f) ?><?cs call:field_secret(f) ?><?cs
elif:f.kind == "file" ?><?cs call:field_head(f) ?><?cs call:field_file(f) ?><?cs
elif:f.kind == "choices" ?><?cs call:field_group(f, "checkbox") ?><?cs
elif:f.kind == "country" || (f.kind == "choice" && f.fold) ?><?cs call:field_head(f) ?><?cs call:field_select(f) ?><?cs
elif:f.kind == "choice" || f.kind == "yesno" ?><?cs call:field_group(f, "radio") ?><?cs
elif:f.kind == "date" ?><?cs call:field_date(f) ?><?cs
elif:f.kind == "tick" ?><?cs call:field_tick(f) ?><?cs
elif:f.kind == "agree" ?><?cs call:field_agree(f) ?><?cs
elif:f.kind == "shown" ?><p class="shown"><span class="shown-label"><?cs var:t.label ?></span> <span><?cs var:f.value ?></span></p><?cs call:field_notes(f) ?><?cs
elif:f.kind == "mail" ?><?cs call:field_head(f) ?><?cs call:field_line(f, "email") ?><?cs
elif:f.kind == "phone" ?><?cs call:field_head(f) ?><?cs call:field_line(f, "tel") ?><?cs
elif:f.kind == "money" ?><?cs call:field_head(f) ?><div class="money"><span aria-hidden="true">¥</span><?cs call:field_line(f, "text") ?></div><?cs
else ?><?cs call:field_head(f) ?><?cs call:field_line(f, "text") ?><?cs /if ?>
<?cs /def ?>

<?cs def:field(f) ?>
<?cs if:f.kind == "hidden" ?>
<input type="hidden" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>">
<?cs elif:f.kind != "none" ?>
<div class="field<?cs if:f.error ?> field-bad<?cs /if ?>"><?cs with:t = T.form[f.form][f.name] ?><?cs call:field_control(f) ?><?cs /with ?></div>
<?cs /if ?>
<?cs /def ?>

<?cs # Everything that is wrong, first in the form and linked to its field; the script moves the focus here. ?>
<?cs def:form_faults(F) ?>
<div class="faults" role="alert" tabindex="-1" aria-labelledby="<?cs var:F.name ?>-faults">
<h2 id="<?cs var:F.name ?>-faults"><?cs var:T.common.faults_title ?></h2>
<ul>
<?cs each:x = F.fault ?>
<li><?cs if:x.field ?><a href="#<?cs var:F.name ?>-<?cs var:x.field ?>"><?cs var:x.text ?></a><?cs else ?><?cs var:x.text ?><?cs /if ?></li>
<?cs /each ?>
</ul>
</div>
<?cs /def ?>

<?cs def:form_mark(F) ?>
<div class="field<?cs if:F.mark_error ?> field-bad<?cs /if ?>"><fieldset role="radiogroup"<?cs
  if:F.mark_error ?> aria-invalid="true" aria-describedby="<?cs var:F.name ?>-mark-error"<?cs /if ?>>
<legend><?cs var:T.common.mark ?></legend>
<?cs if:F.mark_error ?><p class="error" id="<?cs var:F.name ?>-mark-error"><?cs var:F.mark_error ?></p><?cs /if ?>
<div class="pick"><input type="radio" id="<?cs var:F.name ?>-mark" name="mark" value="done"<?cs if:F.marked == "done" ?> checked<?cs
  /if ?>><label for="<?cs var:F.name ?>-mark"><?cs var:T.common.mark_done ?></label></div>
<div class="pick"><input type="radio" id="<?cs var:F.name ?>-mark-later" name="mark" value="later"<?cs if:F.later || F.marked == "later" ?> checked<?cs
  /if ?>><label for="<?cs var:F.name ?>-mark-later"><?cs var:T.common.mark_later ?></label></div>
</fieldset></div>
<?cs /def ?>

<?cs def:form_button(F) ?><?cs if:T.form[F.name].button ?><?cs var:T.form[F.name].button ?><?cs elif:F.button ?><?cs
  var:T.common[F.button] ?><?cs else ?><?cs var:T.common.save ?><?cs /if ?><?cs /def ?>

<?cs # method "get" is for searches: no token, nothing private. second: another form of the page has its main button. ?>
<?cs def:form(F) ?>
<form class="form" id="<?cs var:F.name ?>-form" novalidate method="<?cs if:F.method == "get" ?>get<?cs else ?>post<?cs /if ?>" action="<?cs var:url_validate(F.action) ?>"<?cs
  if:F.enctype ?> enctype="<?cs var:F.enctype ?>"<?cs /if ?> data-wait="<?cs var:T.common.wait ?>"<?cs if:F.method != "get" ?> data-unsaved="1"<?cs /if ?><?cs
  if:F.faulty ?> data-faulty="1"<?cs /if ?>>
<?cs if:F.faulty ?><?cs call:form_faults(F) ?><?cs /if ?>
<?cs if:F.token ?><input type="hidden" name="token" value="<?cs var:F.token ?>"><?cs /if ?>
<?cs if:T.form[F.name].legend ?><h2><?cs var:T.form[F.name].legend ?></h2><?cs /if ?>
<?cs each:f = F.field ?><?cs call:field(f) ?><?cs /each ?>
<?cs if:F.mark ?><?cs call:form_mark(F) ?><?cs /if ?>
<p class="acts"><button type="submit" class="button<?cs if:F.second ?> button-2<?cs /if ?>"><?cs call:form_button(F) ?></button></p>
</form>
<?cs /def ?>
