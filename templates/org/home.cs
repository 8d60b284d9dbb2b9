<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
