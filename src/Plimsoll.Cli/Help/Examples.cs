namespace Plimsoll.Cli.Help;

/// <summary>The examples of each command. A test runs them all, in a repository as a reader would have it.</summary>
internal static class Examples
{
    /// <param name="path">The command's words, such as <c>version next</c>; empty for the command itself.</param>
    /// <returns>Empty for commands that only hold others.</returns>
    public static IReadOnlyList<Example> For(string path) => path switch
    {
        "" =>
        [
            new("Which tags would this commit get, and why?", "plimsoll tags --explain"),
            new("Publish a folder of files under these tags", "plimsoll publish files:out --image ghcr.io/acme/app"),
            new("Deploy that release to staging", "plimsoll promote ghcr.io/acme/app:2.1.0 --to staging"),
        ],
        "tags" =>
        [
            new("The tags of this commit, and why it gets them", "plimsoll tags --explain"),
            new("Full references, for a deployment to staging", "plimsoll tags --image ghcr.io/acme/app --environment staging"),
            new("Version, tags, labels and annotations as JSON", "plimsoll tags --output json"),
        ],
        "version" =>
        [
            new("The version of this commit", "plimsoll version"),
            new("How it was calculated", "plimsoll version --explain"),
        ],
        "version next" =>
        [
            new("What the commits since the last release require, and why", "plimsoll version next --explain"),
            new("The next release candidate of a major version", "plimsoll version next --bump major --pre rc"),
            new("Tag HEAD as the next minor release", "plimsoll version next --bump minor --tag"),
        ],
        "metadata" =>
        [
            new("The tags that docker/metadata-action would give this commit", "plimsoll metadata --context git --images acme/app"),
            new("With rules of one's own, as JSON", "plimsoll metadata --context git --images acme/app --tags type=sha --output json"),
        ],
        "plan" =>
        [
            new("What would publishing do?", "plimsoll plan files:out --image ghcr.io/acme/app"),
            new("Save the plan, to execute exactly that one later", "plimsoll plan files:out --image ghcr.io/acme/app --save plan.json"),
            new("As Markdown, for a comment of a pull request", "plimsoll plan files:out --image ghcr.io/acme/app --output markdown"),
        ],
        "publish" =>
        [
            new("Assemble an image from a folder and publish it", "plimsoll publish files:out --image ghcr.io/acme/app"),
            new("Publish an archive that another tool built, and deploy it to staging", "plimsoll publish app.tar --image ghcr.io/acme/app --environment staging"),
            new("Sign the image, and the provenance that is made for it", "plimsoll publish files:out --image ghcr.io/acme/app --sign-key signing.pem"),
        ],
        "promote" =>
        [
            new("Deploy a published release to production", "plimsoll promote ghcr.io/acme/app:2.1.0 --to production"),
            new("Show what would be done", "plimsoll promote ghcr.io/acme/app:2.1.0 --to staging --dry-run"),
            new("Then write the version into the deployment files", "plimsoll promote ghcr.io/acme/app:2.1.0 --to production --write deploy"),
        ],
        "rollback" =>
        [
            new("Show what a rollback of production would do", "plimsoll rollback --to previous --environment production --image ghcr.io/acme/app --dry-run"),
            new("Roll back, and say why", "plimsoll rollback --to previous --environment production --image ghcr.io/acme/app --reason \"errors at login\" --yes"),
        ],
        "index" =>
        [
            new("Join what the jobs of a matrix published with --by-digest", "plimsoll index ghcr.io/acme/app receipts"),
            new("Show what would be done", "plimsoll index ghcr.io/acme/app receipts --dry-run"),
        ],
        "receipt show" =>
        [
            new("Who published this image, from which commit?", "plimsoll receipt show ghcr.io/acme/app:production"),
            new("A receipt file as JSON", "plimsoll receipt show receipt.json --output json"),
        ],
        "receipt verify" =>
        [
            new("Is the receipt consistent, and does the registry still match it?", "plimsoll receipt verify receipt.json --online"),
            new("Does the image in production still match its receipt?", "plimsoll receipt verify ghcr.io/acme/app:production --online"),
        ],
        "receipt list" =>
        [
            new("Who published what, where and when", "plimsoll receipt list"),
            new("What was deployed to production, as the registry records it", "plimsoll receipt list --from-registry ghcr.io/acme/app --environment production"),
            new("A page with the image in each environment", "plimsoll receipt list --html board.html"),
        ],
        "receipt attach" =>
        [
            new("Attach the receipt of an earlier job to its image", "plimsoll receipt attach receipt.json"),
            new("The digest of the attached receipt as JSON", "plimsoll receipt attach receipt.json --output json"),
        ],
        "receipt record" =>
        [
            new("Recreate the receipt of a deployment to production", "plimsoll receipt record ghcr.io/acme/app:2.1.0 --environment production"),
            new("Write the file only", "plimsoll receipt record ghcr.io/acme/app:2.1.0 --no-attach --receipt again.json"),
        ],
        "check" =>
        [
            new("Check every file of the repository", "plimsoll check"),
            new("Check only what a branch changes", "plimsoll check --changed main"),
            new("Write a report for code scanning as well", "plimsoll check deploy --report text --report sarif=images.sarif"),
        ],
        "pin" =>
        [
            new("Show which digests would be added", "plimsoll pin deploy --dry-run"),
            new("Add them, and update those that are there", "plimsoll pin deploy --update"),
            new("Name the version behind a moving tag, of images a week old", "plimsoll pin deploy --narrow --min-age 7d"),
        ],
        "policy list" =>
        [
            new("All rules, with their severities here, and which are on", "plimsoll policy list"),
            new("The same for a program", "plimsoll policy list --output json"),
        ],
        "policy explain" =>
        [
            new("All rules, with their severities", "plimsoll policy explain"),
            new("What a rule reports, why, and how to fix it", "plimsoll policy explain mutable-tag"),
        ],
        "search" =>
        [
            new("Docker's own images of this name", "plimsoll search nginx --filter is-official=true"),
            new("Ten images with many stars, as JSON", "plimsoll search nginx --filter stars=100 --limit 10 --output json"),
            new("The repositories of a registry, where it lists them", "plimsoll search ghcr.io/acme"),
        ],
        "ls" =>
        [
            new("The tags of a repository, the highest version first", "plimsoll ls ghcr.io/acme/app"),
            new("With mutability, date, platforms and digest, the newest image first", "plimsoll ls ghcr.io/acme/app --long --sort created"),
            new("Those of a layout on disk, as JSON", "plimsoll ls oci:artifacts/images/acme/app --output json"),
        ],
        "inspect" =>
        [
            new("Digest, platform, settings, labels, layers and history", "plimsoll inspect ghcr.io/acme/app:2.1.0"),
            new("The image's configuration, as it is in the registry", "plimsoll inspect ghcr.io/acme/app:2.1.0 --config"),
            new("With its signatures, SBOMs and attestations, as JSON", "plimsoll inspect ghcr.io/acme/app:2.1.0 --referrers --output json"),
        ],
        "digest" =>
        [
            new("The digest that a tag points to", "plimsoll digest ghcr.io/acme/app:2.1.0"),
            new("The digest of an image in an archive", "plimsoll digest app.tar"),
        ],
        "verify" =>
        [
            new("Does an image have a signature by this key?", "plimsoll verify ghcr.io/acme/app:2.1.0 --key signing.pub"),
            new("Was it signed by this workflow, without a key?", "plimsoll verify ghcr.io/acme/app:2.1.0 --issuer https://token.actions.githubusercontent.com --identity-regex 'https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/tags/.*' --trust-root trusted_root.json"),
            new("With a key from the environment, as JSON", "plimsoll verify ghcr.io/acme/app:2.1.0 --key env:SIGNING_KEY --output json"),
        ],
        "history" =>
        [
            new("How the layers were created", "plimsoll history ghcr.io/acme/app:2.1.0"),
            new("Nothing cut on a terminal, of one platform", "plimsoll history ghcr.io/acme/app:2.1.0 --no-trunc --platform linux/amd64"),
            new("Of an archive, as JSON", "plimsoll history app.tar --output json"),
        ],
        "diff" =>
        [
            new("What a build changes against the release: platforms, layers, sizes, settings", "plimsoll diff ghcr.io/acme/app:2.1.0 app.tar"),
            new("As Markdown, for a comment of a pull request", "plimsoll diff ghcr.io/acme/app:2.1.0 app.tar --output markdown"),
        ],
        "copy" =>
        [
            new("Copy an image to another repository, with its signatures", "plimsoll copy ghcr.io/acme/app:2.1.0 ghcr.io/mirror/app:2.1.0"),
            new("Save an image to an OCI layout", "plimsoll copy ghcr.io/acme/app:2.1.0 oci:layout:2.1.0"),
        ],
        "sync" =>
        [
            new("The five newest versions from 2.0 on; a second run copies what is new", "plimsoll sync ghcr.io/acme/app ghcr.io/mirror/app --semver '>=2' --newest 5"),
            new("What would a run do that also deletes what the rules no longer select?", "plimsoll sync ghcr.io/acme/app ghcr.io/mirror/app --semver '>=2' --newest 5 --prune --dry-run"),
            new("Into an OCI layout, for a network without a way out", "plimsoll sync ghcr.io/acme/app oci:mirror/app --match '2.*'"),
        ],
        "push" =>
        [
            new("Push an archive", "plimsoll push app.tar ghcr.io/acme/app:dev"),
            new("Push what was published without a registry", "plimsoll push oci:artifacts/images/acme/app:2.1.0 ghcr.io/acme/app:canary"),
        ],
        "pull" =>
        [
            new("Pull an image into an OCI layout", "plimsoll pull ghcr.io/acme/app:2.1.0 oci:layout:2.1.0"),
            new("Pull an image into an archive that docker load reads", "plimsoll pull ghcr.io/acme/app:2.1.0 docker-archive:saved.tar"),
        ],
        "tag" =>
        [
            new("Add a tag to an image", "plimsoll tag ghcr.io/acme/app:2.1.0 canary"),
            new("Add two, and print the digest as JSON", "plimsoll tag ghcr.io/acme/app:2.1.0 canary preview --output json"),
        ],
        "delete" =>
        [
            new("Delete a tag, and the image if it has no other", "plimsoll delete ghcr.io/acme/app:dev"),
            new("Delete an image with all its tags", "plimsoll delete ghcr.io/acme/app@$(plimsoll digest ghcr.io/acme/app:2.1.0)"),
        ],
        "prune" =>
        [
            new("Show what would go if 10 Git SHA tags and 90 days of date tags are kept", "plimsoll prune ghcr.io/acme/app --keep sha=10 --keep date=90d"),
            new("Save a plan", "plimsoll prune ghcr.io/acme/app --keep sha=10,30d --save plan.json"),
            new("Delete what a saved plan says", "plimsoll prune --from-plan plan.json"),
        ],
        "login" =>
        [
            new("Log in with a token from the environment", "printenv TOKEN | plimsoll login ghcr.io --username ann --password-stdin"),
            new("With one from a file", "plimsoll login ghcr.io --username ann --password-file token.txt"),
        ],
        "logout" =>
        [
            new("Forget the password", "plimsoll logout ghcr.io"),
            new("And say what was removed, as JSON", "plimsoll logout ghcr.io --output json"),
        ],
        "init" =>
        [
            new("See what would be written", "plimsoll init --dry-run"),
            new("Write plimsoll.yml, and a workflow for GitHub", "plimsoll init --workflows github"),
        ],
        "migrate-build" =>
        [
            new("See what would change, and what has to be moved by hand", "plimsoll migrate-build"),
            new("Change the files", "plimsoll migrate-build --write"),
            new("What remains, as JSON", "plimsoll migrate-build --output json"),
        ],
        "config show" or "config" =>
        [
            new("The settings that count here", "plimsoll config show"),
            new("Where each comes from: option, variable, file or default", "plimsoll config show --origin"),
        ],
        "doctor" =>
        [
            new("What works here, what is missing, and how to fix it", "plimsoll doctor"),
            new("The same as JSON, for a bug report", "plimsoll doctor --output json"),
        ],
        "completions" =>
        [
            new("For this bash session; put it into ~/.bashrc for all of them", "source <(plimsoll completions bash)"),
            new("For every zsh, in a folder of $fpath", "plimsoll completions zsh > _plimsoll"),
        ],
        "man" =>
        [
            new("Pages that man finds as soon as the folder is in $MANPATH", "plimsoll man ./man/man1"),
            new("The same as Markdown", "plimsoll man ./reference --markdown"),
        ],
        "schema" =>
        [
            new("The schema of receipts", "plimsoll schema receipt"),
            new("That of what 'plimsoll tags --output json' prints, into a file", "plimsoll schema tags > tags.schema.json"),
        ],
        _ => [],
    };
}
