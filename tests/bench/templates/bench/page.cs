<?cs # The page of 20 KB that make bench draws: a menu of forty, a filter of ten fields, a list of twenty rows. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.bench.lead ?></p>
<nav aria-label="<?cs var:T.bench.doors ?>"><ul class="filters"><?cs each:x = doors ?><li><a href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul></nav>
<form class="form" method="get" action="/bench/page">
<div class="field"><label for="f-0"><?cs var:T.bench.field_0 ?></label><p class="hint"><?cs var:T.bench.hint_0 ?></p><input id="f-0" name="f0" value=""></div>
<div class="field"><label for="f-1"><?cs var:T.bench.field_1 ?></label><p class="hint"><?cs var:T.bench.hint_1 ?></p><input id="f-1" name="f1" value=""></div>
<div class="field"><label for="f-2"><?cs var:T.bench.field_2 ?></label><p class="hint"><?cs var:T.bench.hint_2 ?></p><input id="f-2" name="f2" value=""></div>
<div class="field"><label for="f-3"><?cs var:T.bench.field_3 ?></label><p class="hint"><?cs var:T.bench.hint_3 ?></p><input id="f-3" name="f3" value=""></div>
<div class="field"><label for="f-4"><?cs var:T.bench.field_4 ?></label><p class="hint"><?cs var:T.bench.hint_4 ?></p><input id="f-4" name="f4" value=""></div>
<div class="field"><label for="f-5"><?cs var:T.bench.field_5 ?></label><p class="hint"><?cs var:T.bench.hint_5 ?></p><input id="f-5" name="f5" value=""></div>
<div class="field"><label for="f-6"><?cs var:T.bench.field_6 ?></label><p class="hint"><?cs var:T.bench.hint_6 ?></p><select id="f-6" name="f6">
<?cs each:x = options ?><option value="<?cs var:x.code ?>"><?cs var:x.label ?></option>
<?cs /each ?></select></div>
<p class="acts"><button type="submit" class="button"><?cs var:T.bench.find ?></button></p>
</form>
<?cs call:list(table) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
