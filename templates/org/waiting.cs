<?cs # Roles that wait for a second person, oldest first. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/"><?cs var:T.page.org.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs call:list(waiting) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
