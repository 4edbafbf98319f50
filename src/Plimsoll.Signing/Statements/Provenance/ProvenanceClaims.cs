using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Statements.Provenance;

/// <summary>
/// What provenance says that a verifier judges. It is worth as much as the signature on it: whoever signs can write anything.
/// </summary>
/// <param name="BuilderId">Who ran the build; empty where the provenance leaves it open, as BuildKit does outside CI.</param>
/// <param name="BuildType">How it was built; the type of the parameters.</param>
internal sealed record ProvenanceClaims(string BuilderId, string? BuildType)
{
    private const string What = "The provenance";

    /// <summary>The repository that was built; <c>null</c> where the provenance names none.</summary>
    public string? Repository { get; init; }

    /// <summary>The commit that was built, in hexadecimal, or <c>null</c>.</summary>
    public string? Commit { get; init; }

    /// <summary>The ref that was built: <c>refs/heads/main</c>, or <c>null</c>.</summary>
    public string? Ref { get; init; }

    /// <summary>The run that built it, or <c>null</c>.</summary>
    public string? InvocationId { get; init; }

    /// <summary>Reads SLSA provenance of version 1 or 0.2.</summary>
    /// <param name="statement">The statement.</param>
    /// <returns><c>null</c> where the statement says something else, or is of another version.</returns>
    /// <exception cref="MalformedException">It does not have the form of its version.</exception>
    public static ProvenanceClaims? Read(Statement statement) => statement.PredicateType switch
    {
        PredicateTypes.SlsaProvenance1 => StrictJson.Read(statement.Predicate, What, Statement.MaximumSize, root => Read1(new JsonMembers(What, root))),
        PredicateTypes.SlsaProvenance02 => StrictJson.Read(statement.Predicate, What, Statement.MaximumSize, root => Read02(new JsonMembers(What, root))),
        _ => null,
    };

    private static ProvenanceClaims Read1(JsonMembers root)
    {
        root.RefuseVariantsOf("buildDefinition", "runDetails");
        var definition = Require(root, "buildDefinition").RefuseVariantsOf("buildType", "externalParameters", "internalParameters", "resolvedDependencies");
        var run = Require(root, "runDetails").RefuseVariantsOf("builder", "metadata", "byproducts");
        var claims = new ProvenanceClaims(Require(run, "builder").RefuseVariantsOf("id", "version", "builderDependencies").FindText("id") ?? "", definition.GetText("buildType"))
        {
            InvocationId = run.FindObject("metadata")?.FindText("invocationId"),
        };

        var parameters = definition.FindObject("externalParameters");
        var dependencies = definition.GetObjects("resolvedDependencies").Select(ResourceDescriptor.Read).ToList();

        // GitHub's workflows name repository and ref apart; the dependency with that URI has the commit.
        if (parameters?.FindObject("workflow") is { } workflow && SourceLocation.TryParse(workflow.FindText("repository")) is { } repository)
            return claims.WithSource(repository with { Ref = workflow.FindText("ref") }, FindCommit(dependencies, repository.Repository));

        // BuildKit names the context of the build, SLSA's generators the source.
        if (parameters is { } given && (given.FindObject("configSource") ?? given.FindObject("source")) is { } source && SourceLocation.TryParse(source.FindText("uri")) is { } location)
            return claims.WithSource(location, CommitIn(source.GetTexts("digest")) ?? FindCommit(dependencies, location.Repository));

        // Plimsoll, and others that name no source among the parameters: the one repository that the build used.
        var repositories = dependencies.Where(dependency => CommitIn(dependency.Digests) is not null && SourceLocation.TryParse(dependency.Uri) is not null).Take(2).ToList();
        if (repositories is [var only])
            return claims.WithSource(SourceLocation.TryParse(only.Uri)!, CommitIn(only.Digests));

        // BuildKit, where the context was a folder: what buildx says of the repository around it.
        return run.FindObject("metadata") is { } metadata && (metadata.FindObject("buildkit_metadata") ?? metadata.FindObject("https://mobyproject.org/buildkit@v1#metadata"))?.FindObject("vcs") is { } vcs
            ? claims.WithVersionControl(vcs)
            : claims;
    }

    private static ProvenanceClaims Read02(JsonMembers root)
    {
        root.RefuseVariantsOf("builder", "buildType", "invocation", "metadata", "materials");
        var metadata = root.FindObject("metadata");
        var claims = new ProvenanceClaims(Require(root, "builder").RefuseVariantsOf("id").FindText("id") ?? "", root.FindText("buildType"))
        {
            InvocationId = metadata?.FindText("buildInvocationId") ?? metadata?.FindText("buildInvocationID"),
        };

        if (root.FindObject("invocation")?.FindObject("configSource") is { } source && SourceLocation.TryParse(source.FindText("uri")) is { } location)
            return claims.WithSource(location, CommitIn(source.GetTexts("digest")) ?? FindCommit([.. root.GetObjects("materials").Select(ResourceDescriptor.Read)], location.Repository));

        return metadata?.FindObject("https://mobyproject.org/buildkit@v1#metadata")?.FindObject("vcs") is { } vcs ? claims.WithVersionControl(vcs) : claims;
    }

    private ProvenanceClaims WithSource(SourceLocation location, string? commit) => this with { Repository = location.Repository, Ref = location.Ref, Commit = commit };

    private ProvenanceClaims WithVersionControl(JsonMembers vcs) => this with
    {
        Repository = SourceLocation.TryParse(vcs.FindText("source"))?.Repository,
        Commit = vcs.FindText("revision") is { } revision && IsCommit(revision) ? revision : null,
    };

    private static string? FindCommit(List<ResourceDescriptor> resources, string repository) =>
        resources.Where(resource => SourceLocation.TryParse(resource.Uri)?.Repository == repository).Select(resource => CommitIn(resource.Digests)).FirstOrDefault(commit => commit is not null);

    /// <summary>Commits are digests by git, and were called <c>sha1</c> before they had a name of their own.</summary>
    private static string? CommitIn(IReadOnlyDictionary<string, string> digests) =>
        (digests.GetValueOrDefault(ResourceDescriptor.GitCommit) ?? digests.GetValueOrDefault("sha1")) is { } commit && IsCommit(commit) ? commit : null;

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static JsonMembers Require(JsonMembers members, string name) => members.FindObject(name) ?? throw MalformedException.At(What, members.PlaceOf(name), "is missing");
}
