using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>plimsoll.yml</c>, in the order of the documentation.</summary>
internal static class ConfigurationKeys
{
    private const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    private static readonly ConfigurationValue Levels = ConfigurationValue.Section(
        [.. RuleNames.ForFiles.Select(rule => new ConfigurationKey(rule, $"Severity of the rule {rule}; 'plimsoll policy explain {rule}' describes it.", ConfigurationValue.OneOf("error", "warn", "note", "off")))]) with { Name = "severities" };

    private static readonly ConfigurationKey Image = new("image", "Name of the image, such as acme/app.", ConfigurationValue.Text);

    private static readonly ConfigurationKey Provenance = new("provenance", "Whether provenance is attached to an image that brings none; required publishes nothing without it.", ConfigurationValue.OneOf([.. ProvenanceSetting.Names]) with { TakesFlag = true });

    private static readonly ConfigurationKey Sbom = new("sbom", "SBOM that is attached to an image: a file with SPDX or CycloneDX as JSON, or auto for one that is made, of files and .NET projects.", ConfigurationValue.AnyText);

    private static readonly ConfigurationKey Gate = new("gate", "Command that an image must pass before it is published, or a list of them; {layout}, {archive}, {digest} and {tags} in it stand for the image.", GateForms with { Name = "gate", Item = GateForms with { Name = "gateEntry" } });
    private static readonly ConfigurationKey Sign = new("sign", "How images, and the provenance and SBOM that are made for them, are signed; true takes the key from the environment.", ConfigurationValue.Section(
        new("key", "Private key to sign with: a file (ECDSA, PEM), env:NAME or command:PROGRAM ARGUMENTS.", ConfigurationValue.Text) { Variable = SignKeySetting.Variable },
        new("keyless", "Signs by the identity of the CI job, without a key (Sigstore); true for the public services.", ConfigurationValue.Section(
            new("signingConfig", "Signing configuration of a Sigstore instance (signing_config.json, v0.2), which the other keys go before.", ConfigurationValue.Text),
            new("fulcio", "URL of the certificate authority [default: https://fulcio.sigstore.dev]. With another, log and timestamp authority have no default.", ConfigurationValue.Text),
            new("rekor", "URL of the transparency log, or none [default: https://rekor.sigstore.dev].", ConfigurationValue.Text),
            new("rekorVersion", "Version of the log's API.", ConfigurationValue.OneOf("1", "2")) { Default = "1" },
            new("timestamp", "URL of the timestamp authority with its path, or none [default: https://timestamp.sigstore.dev/api/v1/timestamp].", ConfigurationValue.Text),
            new("trustRoot", "Trust root (trusted_root.json) that each signature is verified by before it is attached.", ConfigurationValue.Text),
            new("identityToken", "Token that says who signs: a file, env:NAME or command:PROGRAM ARGUMENTS [default: that of the CI host].", ConfigurationValue.Text)) with { Name = "keyless", TakesFlag = true }),
        new("publicKey", "Its public key: a file (PEM) or env:NAME; only a command needs it.", ConfigurationValue.Text) { Variable = SignKeySetting.PublicKeyVariable },
        new("legacyTags", "Whether images are also signed under the tag sha256-DIGEST.sig, for verifiers older than cosign 3.", ConfigurationValue.Flag) { Default = "false" },
        new("signer", "What signs: Plimsoll itself, or the command cosign.", ConfigurationValue.OneOf("plimsoll", "cosign")) { Default = "plimsoll" }) with { Name = "sign", TakesFlag = true });

    private static readonly ConfigurationKey Registry = new("registry", "Registry to prepend to the name, such as ghcr.io/acme; a list publishes to each.", ConfigurationValue.Texts);

    /// <summary>The whole file.</summary>
    public static ConfigurationValue Root { get; } = ConfigurationValue.Section(
        Image with { Variable = "PLIMSOLL_IMAGE" },
        Registry with { Description = $"{Registry.Description} Without one, images are written to an OCI layout under artifacts/images.", Variable = "PLIMSOLL_REGISTRY" },
        new("source", "What is published if no SOURCE is given: files:PATH, oci:PATH, docker-daemon:NAME or another image name. Paths start at the folder of this file.", ConfigurationValue.Text),
        new("build", "How what is published is built; it cannot be combined with 'source'.", BuildKeys.Build),
        new("compression", "How layers that the Docker Engine or a docker-archive holds uncompressed are written; everything else keeps its bytes.", ConfigurationValue.OneOf([.. CompressionSetting.Names])) { Default = "gzip", Variable = "PLIMSOLL_COMPRESSION" },
        Provenance with { Default = "true", Variable = ProvenanceSetting.Variable },
        Sbom with { Default = "false" },
        Gate,
        Sign with { Default = "false" },
        new("images", "The images that are published together, by name.", ConfigurationValue.Map(Images, NamePattern)),
        new("tags", "How tags are derived: a mapping changes the default strategies or adds to them, a list or lines of docker/metadata-action replace them.", TagKeys.Tags),
        new("ignoreTags", "Git tags that are not releases: patterns with * and ?.", ConfigurationValue.Texts),
        new("defaultBranch", "Default branch [default: the one that the CI host reports, else that of the remote's HEAD, else main or master].", ConfigurationValue.Text),
        new("labels", "Labels and annotations of the image.", ConfigurationValue.Map(ConfigurationValue.AnyText)),
        new("version", "How versions are calculated from git tags, as MinVer does.", Version),
        new("components", "Parts of the repository with versions of their own, by name.", ConfigurationValue.Map(Components, NamePattern)),
        new("environments", "The environments that there are, by name. If there are any, any other name is an error.", ConfigurationValue.Map(Environments)),
        new("verify", "What images are verified with.", EvidenceKeys.Verify),
        new("policy", "How images in files are checked.", Policy),
        new("sync", "Repositories that 'plimsoll sync' copies from one registry to another.", SyncKeys.Sync),
        new("receipts", "How receipts are kept.", ConfigurationValue.Section(
            new ConfigurationKey("attach", "When receipts are attached to their images.", ConfigurationValue.OneOf([.. Enum.GetNames<AttachReceipts>().Select(name => name.ToLowerInvariant())])) { Default = "environments" })),
        new("retention", "Which tags 'plimsoll prune' may delete. Tags that no rule is about are kept.", Retention),
        new("github", "What GitHub is told.", ConfigurationValue.Section(
            new ConfigurationKey("records", "Whether it is told where promoted images are stored and deployed.", ConfigurationValue.Flag) { Default = "false" })));

    private static ConfigurationValue Images => ConfigurationValue.Section(
        new("source", "What is published; it cannot be combined with 'build'.", ConfigurationValue.Text),
        new("build", "How what is published is built.", BuildKeys.Build),
        Image with { Description = "Name of the image [default: that of the component, else the name here]." },
        Registry with { Description = $"{Registry.Description} [default: that of the component, else 'registry']" },
        new("component", "Component whose versions the image has.", ConfigurationValue.Text),
        BuildKeys.Platform,
        Provenance with { Description = $"{Provenance.Description} [default: 'provenance' of the file]" },
        Sbom with { Description = $"{Sbom.Description} [default: 'sbom' of the file]" },
        Gate with { Description = $"{Gate.Description} [default: 'gate' of the file]" },
        Sign with { Description = "How the image is signed; false turns it off for this image. [default: 'sign' of the file]" });

    private static ConfigurationValue GateForms => new()
    {
        TakesText = true,
        Keys =
        [
            new("run", "Program and its arguments, which no shell reads.", ConfigurationValue.Text) { IsRequired = true },
            new("timeout", "Time that it may take, such as 90s, 10m or 1h [default: 10m].", ConfigurationValue.Text),
            new("report", "File that it writes, relative to the folder of this file; its digest is recorded in the receipt.", ConfigurationValue.Text),
        ],
    };

    private static ConfigurationValue Version => ConfigurationValue.Section(
        new("tagPrefix", "Prefix of version tags, matched exactly, even if empty [default: an optional v].", ConfigurationValue.Text) { Variable = "PLIMSOLL_TAG_PREFIX" },
        new("autoIncrement", "Part to increment after a release: major, minor or patch.", ConfigurationValue.Text) { Default = "patch", Variable = "PLIMSOLL_AUTO_INCREMENT" },
        new("minimumMajorMinor", "Minimum version, such as 2.1.", ConfigurationValue.Text) { Variable = "PLIMSOLL_MINIMUM_MAJOR_MINOR" },
        new("defaultPreReleaseIdentifiers", "Prerelease identifiers of versions between releases.", ConfigurationValue.Texts) { Default = "alpha.0", Variable = "PLIMSOLL_DEFAULT_PRE_RELEASE_IDENTIFIERS" },
        new("buildMetadata", "Build metadata to append to the version.", ConfigurationValue.Text) { Variable = "PLIMSOLL_BUILD_METADATA" },
        new("ignoreHeight", "Whether the number of commits since the latest tag is left out.", ConfigurationValue.AnyText) { Default = "false", Variable = "PLIMSOLL_IGNORE_HEIGHT" });

    private static ConfigurationValue Components => ConfigurationValue.Section(
        new("tagPrefix", "Prefix of its version tags [default: its name and -v].", ConfigurationValue.Text),
        new("paths", "Globs of its files, relative to the folder of this file; ! excludes. Without any, every commit counts.", ConfigurationValue.Texts),
        Image with { Description = "Name of its image." },
        Registry);

    private static ConfigurationValue Environments => ConfigurationValue.Section(
        new("production", "Whether it accepts only immutable tags [default: true for production and prod].", ConfigurationValue.Flag),
        new("paths", "Globs of the deployment files that describe it.", ConfigurationValue.Texts),
        new("requires", "Environments that an image must be in before it can be deployed to this one.", ConfigurationValue.Texts),
        new("branches", "Branches whose images can be deployed, with *; without any, every branch.", ConfigurationValue.Texts),
        new("evidence", "Evidence that an image must have to be deployed; all of it must be there.", EvidenceKeys.Evidence),
        new("pullRequests", "Whether builds of pull requests can be deployed.", ConfigurationValue.Flag) { Default = "false" },
        new("rules", "Severities of rules in its files.", Levels));

    private static ConfigurationValue Policy => ConfigurationValue.Section(
        new("profile", "Which images are accepted [default: floating for production files, else tag].", ConfigurationValue.OneOf("tag", "floating", "digest")),
        new("unresolved", "What is done with a reference that cannot be resolved.", ConfigurationValue.OneOf("ignore", "warn", "fail")) { Default = "warn" },
        new("mutableTags", "Tags that always count as moving: patterns with * and ?.", ConfigurationValue.Texts),
        new("immutableTags", "Tags that always count as immutable: patterns with * and ?.", ConfigurationValue.Texts),
        new("digestWaivesTag", "Whether a digest makes a moving tag immutable.", ConfigurationValue.Flag) { Default = "true" },
        new("registries", "Registries or repository prefixes that images can come from; without any, all.", ConfigurationValue.Texts),
        new("exclude", "Globs of files that are neither checked nor pinned.", ConfigurationValue.Texts),
        new("rules", "Severities of rules.", Levels),
        new("pin", "How images in files are pinned.", ConfigurationValue.Section(
            new ConfigurationKey("minAge", "Age that an image must have before its digest is written: 12h, 3d or 2w [default: none].", ConfigurationValue.Text))),
        new("exceptions", "Findings that are accepted.", new ConfigurationValue { Item = Exceptions }));

    private static ConfigurationValue Retention => ConfigurationValue.Section(
        new(RetentionRule.Sha, "Git SHA tags that are kept: a number (10), an age (90d), or both.", ConfigurationValue.Texts),
        new(RetentionRule.Date, "Date tags that are kept: a number, an age, or both.", ConfigurationValue.Texts),
        new(RetentionRule.Branch, "Branch tags that are kept: open (the branch exists at the remote), a number, an age, or several of them.", ConfigurationValue.Texts),
        new(RetentionRule.PullRequest, "Pull request tags that are kept: open, a number, an age, or several of them.", ConfigurationValue.Texts),
        new(RetentionRule.Dirty, "Tags of working trees with changes that are kept: a number, an age, or both.", ConfigurationValue.Texts),
        new("version", "Which versions may be deleted; stable releases never.", ConfigurationValue.Section(
            new ConfigurationKey("prereleases", "Prereleases that are kept: a number, an age, or both.", ConfigurationValue.Texts))),
        new("untagged", "Age up to which images without a tag are kept where the registry lists them, as ghcr.io does [default: always].", ConfigurationValue.Text),
        new("branchTags", "Tags that are those of branches although neither a receipt nor a prefix says so: patterns with * and ?.", ConfigurationValue.Texts),
        new("rollbackTargets", "Former images of each environment that are kept [default: all that receipts name].", ConfigurationValue.Text));

    private static ConfigurationValue Exceptions => ConfigurationValue.Section(
        new("image", "Image that is accepted, with * and ?.", ConfigurationValue.Text) { IsRequired = true },
        new("reason", "Why it is accepted.", ConfigurationValue.Text) { IsRequired = true },
        new("rule", "Rules that do not apply; without any, all.", ConfigurationValue.SomeOf(RuleNames.ForFiles)),
        new("owner", "Who is responsible.", ConfigurationValue.Text),
        new("until", "Last day of the exception, such as 2027-01-31.", ConfigurationValue.Text),
        new("paths", "Globs of the files that it applies to; without any, all.", ConfigurationValue.Texts));
}
