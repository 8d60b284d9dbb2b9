<?cs # One registration, for who asked for it. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/"><?cs var:T.page.org.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:reg_head() ?>
<?cs call:reg_next() ?>
<?cs if:fix_href ?><p><a class="button" href="<?cs var:url_validate(fix_href) ?>"><?cs var:T.org.fix ?></a></p><?cs /if ?>
<?cs if:people_href ?><p><a class="button" href="<?cs var:url_validate(people_href) ?>"><?cs var:T.org.hat ?></a></p><?cs /if ?>
<section class="card"><h2><?cs var:T.org.told ?></h2><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.org.licences ?></h2><?cs call:reg_licences() ?>
<h2><?cs var:T.org.history ?></h2><?cs call:reg_history() ?>
<?cs if:withdraw_href ?><p><a href="<?cs var:url_validate(withdraw_href) ?>"><?cs var:T.page.org_withdraw.title ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
