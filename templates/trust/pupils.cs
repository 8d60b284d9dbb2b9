<?cs # Accounts a school has opened for its pupils, and who acts for whom. ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<?cs if:#centre == #1 ?><h1><?cs var:T.desk.care ?></h1>
<p class="lead"><?cs var:T.desk.care_text ?></p><?cs else ?><h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.trust_pupils.lead ?></p>
<p><a class="button" href="/trust/pupil"><?cs var:T.page.trust_pupil.title ?></a></p><?cs /if ?>
<?cs if:?wards.0.name ?><?cs each:x = wards ?>
<section class="card"><h2><bdi><?cs var:x.name ?></bdi></h2>
<?cs call:ward(x) ?>
<?cs if:#x.taken == #1 ?><p><?cs var:T.school.taken ?></p><?cs else ?>
<ul class="moves"><li><a class="button button-2" href="<?cs var:url_validate(x.carry) ?>"><?cs var:T.school.carry ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li>
<li><a href="<?cs var:url_validate(x.paper) ?>"><?cs var:T.page.trust_paper.title ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li></ul><?cs /if ?></section>
<?cs /each ?><?cs else ?><p><?cs var:T.school.none ?></p><?cs /if ?>
<?cs if:older ?><p class="pager"><a href="<?cs var:url_validate(older) ?>"><?cs var:T.common.older ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
