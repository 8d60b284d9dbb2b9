<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><strong><bdi><?cs var:reach ?></bdi></strong></p>
<p><?cs var:T.page[page].lead ?></p>
<?cs call:form(form.reach_drop) ?>
<p><a href="/login/reach"><?cs var:T.common.back ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
