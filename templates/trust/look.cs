<?cs # Looking at the pages of somebody who asked for it. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/calls"><?cs var:T.page.trust_calls.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:call.name ?></bdi> <span class="ref"><?cs var:call.number ?></span></p>
<p><?cs var:T.page.trust_look.lead ?></p>
<?cs call:form(form.look) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
