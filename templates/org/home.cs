<?cs # The reader's organisations and registrations. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.org.lead ?></p>
<?cs if:?offers.0.href ?><section class="card"><h2><?cs var:T.org.offers ?></h2>
<ul class="papers"><?cs each:x = offers ?><li><a href="<?cs var:url_validate(x.href) ?>"><?cs var:x.role ?>: <bdi><?cs var:x.name ?></bdi></a> <span class="hint"><?cs var:T.org.until ?> <?cs var:x.due ?></span></li>
<?cs /each ?></ul></section><?cs /if ?>
<h2><?cs var:T.org.mine ?></h2>
<?cs if:?places.0.name ?><?cs each:x = places ?>
<section class="card"><h3><bdi><?cs var:x.name ?></bdi></h3><p><?cs var:x.kind ?> <?cs if:#x.on == #1 ?><?cs call:tag("ok", T.org.hat_on) ?><?cs /if ?></p>
<p><?cs var:x.roles ?></p>
<?cs if:x.people ?><p><a href="<?cs var:url_validate(x.people) ?>"><?cs var:T.org.people ?></a></p><?cs /if ?>
<?cs if:x.desk ?><p><a href="<?cs var:url_validate(x.desk) ?>"><?cs var:T.org.desk ?></a></p><?cs /if ?>
<?cs if:#x.on == #0 ?><p><a href="/login/hat"><?cs var:T.org.hat ?><span class="hide">: <?cs var:x.name ?></span></a></p><?cs /if ?></section>
<?cs /each ?><?cs else ?><p><?cs var:T.org.mine_none ?></p><?cs /if ?>
<?cs if:#oversees == #1 ?><p><a href="/org/waiting"><?cs var:T.org.waiting ?></a></p>
<p><a href="/org/all"><?cs var:T.org.all ?></a></p><?cs /if ?>
<h2><?cs var:T.org.requests ?></h2>
<?cs if:?regs.0.href ?><ul class="tasks"><?cs each:x = regs ?>
<li class="task"><div class="task-name"><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi></a> <span class="ref"><?cs var:x.number ?></span><?cs
 if:x.due ?><p class="hint"><?cs var:T.org.until ?> <?cs var:x.due ?></p><?cs /if ?></div><?cs
 if:x.state == "verified" ?><?cs call:tag("ok", x.state_text) ?><?cs elif:x.state == "returned" ?><?cs call:tag("wait", x.state_text) ?><?cs
 elif:x.state == "refused" ?><?cs call:tag("bad", x.state_text) ?><?cs else ?><?cs call:tag("info", x.state_text) ?><?cs /if ?></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.org.requests_none ?></p><?cs /if ?>
<p><a class="button button-2" href="/org/ask"><?cs var:T.page.org_ask.title ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
