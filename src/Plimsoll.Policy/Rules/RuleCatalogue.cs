namespace Plimsoll.Policy.Rules;

/// <summary>The rules for files with their texts, in the order of <see cref="RuleNames.ForFiles"/>.</summary>
public static class RuleCatalogue
{
    private static readonly RuleWeights AlwaysError = new(Severity.Error, Severity.Error, Severity.Error);
    private static readonly RuleWeights AlwaysWarning = new(Severity.Warning, Severity.Warning, Severity.Warning);
    private static readonly RuleWeights Off = new(null, null, null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } =
    [
        new(RuleNames.MissingTag, "An image without tag and digest",
            "An image is named without a tag and without a digest.",
            "Without a tag an image means 'latest': whatever was pushed last when it is pulled. Two hosts may run two images, a restart may bring another one, and nobody can say afterwards which it was.",
            "Name a version that does not move, such as :1.2.3, or a digest.", AlwaysError)
        {
            Examples = [new("image: nginx", "image: nginx:1.27.3"), new("image: localhost:5000/nginx", "image: localhost:5000/nginx:1.27.3")],
            SecuritySeverity = 5.5,
        },
        new(RuleNames.MutableTag, "A tag that may move to another image",
            "An image is named by a tag that may come to name another image. Under the profile 'tag' these are 'latest' and the patterns of policy.mutableTags; under 'floating' and 'digest' all tags that move: words such as 'stable', and versions of one or two numbers.",
            "What was tested is not what runs: the tag is pushed again and the next pull brings other code, without a change that anybody could review or take back.",
            "Name a version that does not move, such as :1.2.3, or a digest ('plimsoll pin' adds it). For a tag that only looks as if it moved, name it in policy.immutableTags.", AlwaysError)
        {
            Examples = [new("image: nginx:latest", "image: nginx:1.27.3"), new("image: nginx:${TAG:-latest}", "image: nginx:${TAG:-1.27.3}")],
            SecuritySeverity = 5.5,
        },
        new(RuleNames.MissingDigest, "An image that is not named by digest",
            "An image has a tag and no digest. The rule is on under the profile 'digest', and wherever policy.rules gives it a weight.",
            "A registry may let any tag be pushed again, also one that looks like a version. Only a digest names the same bytes for ever, whoever controls the registry.",
            "Add the digest and keep the tag for readers: IMAGE:TAG@sha256:… ('plimsoll pin' does).", new RuleWeights(null, null, Severity.Error))
        {
            Examples = [new("image: nginx:1.27.3", "image: nginx:1.27.3@sha256:4c4d0e1a2b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6")],
            SecuritySeverity = 4.0,
        },
        new(RuleNames.Unresolved, "An image that cannot be judged",
            "An image depends on a value that the files do not give: a variable without a default, a template. What becomes of it is policy.unresolved: ignore, warn or fail.",
            "What nobody can read from the files nobody can review; it may be anything when it runs.",
            "Give the variable a default, or name the image by a version or digest.", AlwaysWarning)
        {
            Examples = [new("image: nginx:${TAG}", "image: nginx:${TAG:-1.27.3}")],
        },
        new(RuleNames.InvalidReference, "A text that is no image reference",
            "The place of an image holds a text that does not follow the grammar of image references.",
            "It fails when it is deployed, which is late to find out; or a tool reads it otherwise than its author.",
            "Write it as [REGISTRY/]REPOSITORY[:TAG][@DIGEST], in lower case up to the tag.", AlwaysError)
        {
            Examples = [new("image: nginx@latest", "image: nginx:1.27.3"), new("image: Acme/App:1.2.3", "image: acme/app:1.2.3")],
        },
        new(RuleNames.UnknownRegistry, "An image from a place that is not allowed",
            "An image comes from a registry, or a part of one, that policy.registries does not name. Whole parts of a path count: ghcr.io/acme does not allow ghcr.io/acme-evil.",
            "Anybody can publish on a public registry, under names that look like others. A list of places keeps a slip, or an attack, from bringing in an image that nobody vouches for.",
            "Take the image from an allowed place, copy it there ('plimsoll copy'), or add its place to policy.registries.", AlwaysError)
        {
            Condition = "It is asked where policy.registries names places.",
            SecuritySeverity = 7.0,
        },
        new(RuleNames.ImmutableTagMoved, "A tag that never moves, with another digest",
            "A change keeps an image's tag, which never moves, and gives it another digest than before.",
            "A version that names other bytes than it did was published twice, or the digest is somebody else's. Both are how a supply chain is attacked.",
            "Name the new image by a new tag, or find out who published another image under this one.", AlwaysError)
        {
            Condition = "It is asked where the check compares with earlier files (--changed).",
            SecuritySeverity = 8.0,
        },
        new(RuleNames.VersionRegression, "A lower version than before",
            "A change takes an image back to a lower version than the file named before.",
            "A merge that goes wrong, or an old branch, brings back defects that were mended.",
            "Name the newer version; where the way back is meant, say so: plimsoll:ignore version-regression REASON.", AlwaysWarning)
        {
            Condition = "It is asked where the check compares with earlier files (--changed).",
        },
        new(RuleNames.TagNotFound, "An image that its registry does not have",
            "The registry of an image lacks its tag, its digest, or both.",
            "It cannot be pulled: the deployment fails, or runs only where the image happens to be cached.",
            "Name an image that is there ('plimsoll ls' lists the tags), or publish this one.", AlwaysError)
        {
            Condition = "It is asked with --online.",
        },
        new(RuleNames.TagDigestMismatch, "A digest that is not the tag's",
            "An image has a tag and a digest, and at its registry the tag names another digest.",
            "The digest is what runs, the tag is what reviewers read: they believe a version that is not there. Or the tag was moved, and the pin is out of date.",
            "Pin the tag anew with 'plimsoll pin --update', or name the tag that the digest belongs to.", AlwaysError)
        {
            Condition = "It is asked with --online.",
            SecuritySeverity = 7.0,
        },
        new(RuleNames.UnsignedImage, "An image without a signature",
            "No signature of the image is at its registry. The rule tells that there is one, not whose it is. It is on where policy.requires names signatures, and where policy.rules gives it a weight.",
            "Without a signature nobody can tell who built an image, and whether the registry still gives out what was built.",
            "Sign it, for example with cosign, or take one that is signed.", Off)
        {
            Condition = "It is asked with --online.",
            SecuritySeverity = 6.0,
        },
        new(RuleNames.RegistryUnavailable, "An image that could not be looked up",
            "The registry of an image could not be asked, or refused.",
            "The rules that need the registry have said nothing about this image, which is no approval.",
            "Log in ('plimsoll login'), try again, or check without --online.", AlwaysWarning)
        {
            Condition = "It is asked with --online.",
        },
        new(RuleNames.UnreadableFile, "A file that could not be read",
            "A file, or a part of it, could not be read or parsed, so that its images are not known.",
            "What is not read is not checked; silence would look like approval.",
            "Repair the file, or leave it out of the check.", AlwaysWarning),
        new(RuleNames.ExpiredException, "An exception whose last day has passed",
            "An exception of the policy, or a suppression in a file, has ended; what it hid counts again.",
            "Exceptions are for a time. One that goes on by itself is a rule that nobody decided.",
            "Mend what it let through, or give it a new day and reason.", AlwaysWarning),
        new(RuleNames.UnusedException, "An exception that nothing needs",
            "An exception of the policy, or a suppression in a file, takes no finding back.",
            "It waits for a finding that its author never thought of, and hides it.",
            "Remove it.", AlwaysWarning),
        new(RuleNames.UnexplainedSuppression, "A suppression that does not say why",
            "A comment plimsoll:ignore has no reason.",
            "Without a reason nobody can tell later whether it still holds, and nobody dares to remove it.",
            "Write the reason behind it: plimsoll:ignore RULE until=YYYY-MM-DD REASON.", AlwaysError)
        {
            Examples = [new("image: nginx # plimsoll:ignore missing-tag", "image: nginx # plimsoll:ignore missing-tag until=2999-12-31 the vendor has no tags")],
        },
    ];

    /// <summary>The rule of this name, or <c>null</c>.</summary>
    public static RuleDescription? Find(string name) => IndexOf(name) is { } index ? All[index] : null;

    /// <summary>Where <see cref="All"/> has the rule of this name, or <c>null</c>.</summary>
    public static int? IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Name == name)
                return i;
        return null;
    }
}
