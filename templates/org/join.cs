<?cs # An invitation: what is offered, and the answer. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:#over == #1 && form.join.faulty ?><?cs call:form_faults(form.join) ?><?cs elif:#over == #1 ?><p class="lead"><?cs var:T.org.join_over ?></p>
<?cs else ?>
<p class="lead"><?cs var:join_text ?></p>
<p><?cs var:join_until ?></p>
<?cs if:#second == #1 ?><p><?cs var:T.org.join_second ?></p><?cs /if ?>
<?cs if:#theirs == #1 ?><?cs call:form(form.join) ?>
<?cs else ?><p><?cs var:join_sign_in ?></p>
<?cs if:form.join.faulty ?><?cs call:form_faults(form.join) ?><?cs /if ?>
<?cs if:#signed_in == #0 ?><p><a class="button" href="<?cs var:url_validate(sign_in) ?>"><?cs var:T.common.sign_in ?></a></p>
<p><?cs var:join_new ?></p><p><a href="<?cs var:url_validate(register) ?>"><?cs var:T.org.join_new_link ?></a></p><?cs /if ?><?cs /if ?>
<?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
