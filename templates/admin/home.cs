<?cs # The doors of whoever administers: what each is for, and what waits behind it. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<ul class="tasks">
<?cs each:d = doors ?>
<li class="task"><div class="task-name"><a href="<?cs var:url_validate(d.href) ?>"><?cs var:d.text ?></a><p class="hint"><?cs var:d.hint ?></p></div><?cs
  if:d.status ?><span class="tag tag-<?cs var:d.kind ?>"><?cs var:d.status ?></span><?cs /if ?></li>
<?cs /each ?>
</ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
