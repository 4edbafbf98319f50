using System.Net;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// Recognises that a registry keeps a tag as it is. Each says so in its own way, and changes its words from time to time:
/// status, code and words are looked at together, and what the tag names has the last word.
/// </summary>
internal static class ImmutableTagRefusal
{
    /// <summary>What registries are known to write, in any case, in codes or messages.</summary>
    private static readonly string[] Words =
    [
        "immutab", // Amazon ECR, Artifact Registry, Harbor, Quay, GitLab
        "cannot update tag", // Artifact Registry
        "cannot be overwritten", // Amazon ECR, Alibaba, Mirantis
        "ImageTagAlreadyExists",
        "REGISTRY_DISALLOWED_OPERATION", // Azure
        "disallowed on this registry, repository or image",
    ];

    private static readonly Rule[] Rules =
    [
        new(
            registry => registry.Contains(".dkr.ecr", StringComparison.Ordinal) || registry.EndsWith(".ecr.aws", StringComparison.Ordinal),
            "the Amazon ECR repository has immutable tags, and rejects an existing tag even for the same image",
            "Publish under a new tag. To let some tags move, exclude them in the repository's image tag mutability (IMMUTABLE_WITH_EXCLUSION)."),
        new(
            registry => registry.Contains(".azurecr.", StringComparison.Ordinal),
            "the tag, its image or its repository is locked in Azure Container Registry",
            "Publish under a new tag, or unlock this one: az acr repository update --name REGISTRY --image REPOSITORY:TAG --write-enabled true."),
        new(
            registry => registry.EndsWith(".pkg.dev", StringComparison.Ordinal) || registry == "gcr.io" || registry.EndsWith(".gcr.io", StringComparison.Ordinal),
            "the Artifact Registry repository has immutable tags",
            "Publish under a new tag: with this setting a tag cannot even be deleted. Moving tags need a repository without this setting."),
        new(
            registry => registry == DockerHub,
            "the Docker Hub repository has immutable tags",
            "Publish under a new tag, or exclude this one from the repository's tag immutability rule; the rule for all tags includes 'latest'."),
        new(
            registry => registry == "quay.io" || registry.StartsWith("quay.", StringComparison.Ordinal),
            "a Quay immutability policy of the organisation or repository protects the tag",
            "Publish under a new tag, or change the policy's pattern."),
        new(
            registry => registry.Contains("gitlab", StringComparison.Ordinal),
            "a GitLab rule of the project makes the tag immutable",
            "Publish under a new tag, or change the rule: Settings, Packages and registries, Protected container tags."),
    ];

    private const string DockerHub = "docker.io";

    /// <summary>Says in our words that a tag was refused because it never moves, and what can be done; <c>null</c> where something else is the matter.</summary>
    public static (string Reason, string Advice)? Explain(string registry, HttpRequestMessage request, int status, IReadOnlyList<RegistryError> errors)
    {
        if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal))
            return null;

        // Quay's words come with a status that is not documented; 401 and 429 speak of something else whatever their words.
        var says = status is >= 400 and not 401 and not 408 and not 425 and not 429 && errors.Any(SaysSo);
        return says || status is 409 or 412 ? ExplainRule(registry, errors) : null;
    }

    /// <summary>Whether the failure to write a tag is a refusal that what the tag names can confirm, or show to be none.</summary>
    public static bool IsPossible(RegistryException exception) =>
        exception.Kind == ErrorKind.Conflict || exception.Status is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed;

    /// <summary>The refusal with both digests, once it is known what the tag names; <c>null</c> where it stays what it is.</summary>
    /// <param name="exception">The refusal.</param>
    /// <param name="there">What the tag names, or <c>null</c> where it names nothing or could not be asked.</param>
    /// <param name="here">What it was to name.</param>
    public static RegistryException? Confirm(RegistryException exception, Digest? there, Digest here)
    {
        if (there is null)
            return null;

        var digests = $"\n  existing: {there}\n  new:      {here}";
        if (exception.Kind == ErrorKind.Conflict)
            return exception.Explained(ErrorKind.Conflict, exception.Message + digests, exception.Advice);

        // Docker Hub answers 403 without a word of the tag. Missing rights it says in these words.
        var isUnsaid = exception is { Registry: DockerHub, Status: HttpStatusCode.Forbidden }
            && !exception.Errors.Any(error => error.Message.Contains("requested access to the resource is denied", StringComparison.OrdinalIgnoreCase));
        var rule = Rules.First(rule => rule.Is(DockerHub));
        return isUnsaid
            ? exception.Explained(ErrorKind.Conflict, $"{exception.Message} The tag exists, so probably {rule.Reason}.{digests}", rule.Advice)
            : null;
    }

    private static bool SaysSo(RegistryError error) =>
        Words.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase) || error.Code.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static (string Reason, string Advice) ExplainRule(string registry, IReadOnlyList<RegistryError> errors)
    {
        if (Rules.FirstOrDefault(rule => rule.Is(registry)) is { } known)
            return (known.Reason, known.Advice);

        return errors.Any(error => error.Message.Contains("configured as immutable", StringComparison.OrdinalIgnoreCase))
            ? ($"a tag immutability rule of the project in Harbor ({registry}) protects the tag", "Publish under a new tag, or change the project's rule: Policy, Tag Immutability.")
            : ($"the tag is immutable at {registry}", "Publish under a new tag, or change the repository's rule.");
    }

    /// <param name="Is">Whether a registry, by host, is one of these.</param>
    /// <param name="Reason">What its refusal means.</param>
    /// <param name="Advice">How to go on.</param>
    private sealed record Rule(Predicate<string> Is, string Reason, string Advice);
}
