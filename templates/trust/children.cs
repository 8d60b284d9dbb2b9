<?cs # Guardians' questions that wait for the centre, oldest promise first. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<nav aria-label="<?cs var:T.desk.states ?>"><ul class="filters"><?cs each:x = filters ?><li><a href="<?cs var:url_validate(x.href) ?>"<?cs if:x.current ?> aria-current="page"<?cs /if ?>><?cs var:x.text ?></a></li>
<?cs /each ?></ul></nav>
<?cs call:list(queue) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
