<?cs # Requests that wait for a security administrator, oldest promise first. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.desk.text ?></p>
<nav aria-label="<?cs var:T.desk.states ?>"><ul class="filters"><?cs each:x = filters ?><li><a href="<?cs var:url_validate(x.href) ?>"<?cs if:x.current ?> aria-current="page"<?cs /if ?>><?cs var:x.text ?></a></li>
<?cs /each ?></ul></nav>
<?cs call:list(queue) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
