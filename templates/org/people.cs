<?cs # The people of one organisation, what waits for an answer, and what was done. ?>
<?cs include:"common/list.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/"><?cs var:T.page.org.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:place.name ?></bdi></p>
<dl class="summary"><?cs call:fact(T.org.column.kind, place.kind) ?><?cs call:fact(T.form.ask.name_en.label, place.name_en) ?><?cs
 call:fact(T.org.column.uscc, place.uscc) ?><?cs call:fact(T.org.column.closed, place.closed) ?><?cs call:fact(T.people.successor, place.successor) ?></dl>
<?cs if:?open.0.role ?><h2><?cs var:T.people.open ?></h2>
<ul class="tasks"><?cs each:x = open ?>
<li class="task"><div class="task-name"><bdi><?cs var:x.who ?></bdi>: <?cs var:x.role ?><p class="hint"><?cs var:T.people.asked_by ?> <bdi><?cs var:x.by ?></bdi>, <?cs var:T.org.until ?> <?cs var:x.until ?></p>
<?cs if:x.agree ?><p><a class="button button-2" href="<?cs var:url_validate(x.agree) ?>"><?cs var:T.people.agree ?><span class="hide">: <?cs var:x.role ?></span></a></p><?cs /if ?>
<?cs if:x.recall ?><p><a href="<?cs var:url_validate(x.recall) ?>"><?cs var:T.people.recall ?><span class="hide">: <?cs var:x.role ?></span></a></p><?cs /if ?></div><?cs call:tag("wait", x.state) ?></li>
<?cs /each ?></ul><?cs /if ?>
<?cs call:list(staff) ?>
<?cs if:?give.0.href ?><h2><?cs var:T.people.invite ?></h2>
<ul class="moves"><?cs each:x = give ?><li><a class="button button-2" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs if:close_href ?><p><a href="<?cs var:url_validate(close_href) ?>"><?cs var:T.page.org_close.title ?></a></p><?cs /if ?>
<?cs if:reopen_href ?><p><a href="<?cs var:url_validate(reopen_href) ?>"><?cs var:T.page.org_reopen.title ?></a></p><?cs /if ?>
<h2><?cs var:T.org.history ?></h2>
<?cs if:?past.0.role ?><ol class="history"><?cs each:x = past ?>
<li><p class="step-when"><?cs var:x.when ?></p><p><?cs var:x.state ?>: <?cs var:x.role ?> <bdi><?cs var:x.who ?></bdi> <span class="hint"><?cs var:T.people.asked_by ?> <bdi><?cs var:x.by ?></bdi><?cs
 if:x.second ?>, <?cs var:T.people.second_by ?> <bdi><?cs var:x.second ?></bdi><?cs /if ?></span></p></li>
<?cs /each ?></ol><?cs else ?><p><?cs var:T.common.empty ?></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
