<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:list(dates) ?>
<p><a href="/apply/"><?cs var:T.page.apply.title ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
