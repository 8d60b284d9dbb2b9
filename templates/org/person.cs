<?cs # One person of an organisation: roles held there, and those that can be given. ?>
<?cs include:"common/list.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(place.people) ?>"><?cs var:T.page.org_people.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:person.name ?></bdi>, <bdi><?cs var:place.name ?></bdi></p>
<dl class="summary"><?cs call:fact(T.org.column.mail, person.mail) ?><?cs call:fact(T.org.column.state, person.state) ?></dl>
<?cs if:#person.second == #0 ?><p><?cs call:tag("wait", T.people.no_second) ?></p><?cs /if ?>
<h2><?cs var:T.org.column.roles ?></h2>
<ul class="tasks"><?cs each:x = held ?>
<li class="task"><div class="task-name"><span><?cs var:x.text ?></span></div><a href="<?cs var:url_validate(x.href) ?>"><?cs var:T.page.org_take.title ?><span class="hide">: <?cs var:x.text ?></span></a></li>
<?cs /each ?></ul>
<?cs if:?give.0.href ?><h2><?cs var:T.page.org_give.title ?></h2>
<ul class="moves"><?cs each:x = give ?><li><a class="button button-2" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
