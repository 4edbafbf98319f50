using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>
/// Containers of .NET Aspire's application hosts. The calls of one chain say together what the image is; one that keeps its
/// default says nothing, and one that is built from a Dockerfile is no image yet.
/// </summary>
internal sealed class AspireImages(CodeFile file, ScanContext context)
{
    private const string Apart = "its tag stands apart from its name, where no digest can be written: add WithImageSHA256";

    // The images of the hosting packages, for those who only set their tag.
    private static readonly Dictionary<string, (string Registry, string Name)> Defaults = new(StringComparer.Ordinal)
    {
        ["AddRedis"] = ("docker.io", "library/redis"),
        ["AddPostgres"] = ("docker.io", "library/postgres"),
        ["AddSqlServer"] = ("mcr.microsoft.com", "mssql/server"),
        ["AddRabbitMQ"] = ("docker.io", "library/rabbitmq"),
        ["AddMongoDB"] = ("docker.io", "library/mongo"),
        ["AddMySql"] = ("docker.io", "library/mysql"),
        ["AddKafka"] = ("docker.io", "confluentinc/confluent-local"),
        ["AddNats"] = ("docker.io", "library/nats"),
        ["AddElasticsearch"] = ("docker.io", "library/elasticsearch"),
        ["AddKeycloak"] = ("quay.io", "keycloak/keycloak"),
        ["AddMilvus"] = ("docker.io", "milvusdb/milvus"),
        ["AddOracle"] = ("container-registry.oracle.com", "database/free"),
        ["AddQdrant"] = ("docker.io", "qdrant/qdrant"),
        ["AddSeq"] = ("docker.io", "datalust/seq"),
        ["AddValkey"] = ("docker.io", "valkey/valkey"),
        ["AddGarnet"] = ("ghcr.io", "microsoft/garnet"),
    };

    private readonly HashSet<int> _read = [];

    /// <summary>Adds the images of the file, where it is about Aspire at all.</summary>
    public void Scan()
    {
        if (!Enumerable.Range(0, file.Tokens.Count).Any(i => file.Word(i) is "DistributedApplication" or "IDistributedApplicationBuilder"))
            return;

        for (var i = 0; i < file.Tokens.Count; i++)
            if (file.IsMark(i - 1, '.') && file.Word(i) is { } name && (name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("WithImage", StringComparison.Ordinal)) && !_read.Contains(i))
                ScanChain(i, name);
    }

    private void ScanChain(int first, string adds)
    {
        CodeValue? image = null, tag = null, registry = null, digest = null;
        var isBuilt = adds is "AddDockerfile";
        for (var i = first; file.Word(i) is { } name && file.CallOf(i) is { } open; i = file.Partner(open) + 2)
        {
            _read.Add(i);
            var arguments = file.Arguments(open);
            if (name == "AddContainer" && i == first)
                (image, tag) = (Value(arguments, "image", 1), Value(arguments, "tag", 2));
            else if (name == "WithImage")
                (image, tag) = (Value(arguments, "image", 0), Value(arguments, "tag", 1) ?? tag);
            else if (name == "WithImageTag")
                tag = Value(arguments, "tag", 0);
            else if (name == "WithImageRegistry")
                registry = Value(arguments, "registry", 0);
            else if (name == "WithImageSHA256")
                digest = Value(arguments, "sha256", 0);
            isBuilt |= name is "WithDockerfile" or "PublishAsDockerFile";
            if (!file.IsMark(file.Partner(open) + 1, '.'))
                break;
        }

        if (!isBuilt && (image ?? tag ?? digest ?? registry) is { } place)
            Add(adds, image, tag, registry, digest, digest ?? tag ?? image ?? place);
    }

    private void Add(string adds, CodeValue? image, CodeValue? tag, CodeValue? registry, CodeValue? digest, CodeValue place)
    {
        var known = Defaults.TryGetValue(adds, out var standard);
        if (image is null && tag is null && digest is null)
            return;

        var unknown = ImageUse.Unknown.ToString();
        var name = image?.Resolved ?? (known ? registry is null ? $"{standard.Registry}/{standard.Name}" : standard.Name : unknown);
        if (registry is not null)
            name = $"{registry.Resolved}/{name}";
        var resolved = name + (tag is null ? "" : $":{tag.Resolved}") + (digest is null ? "" : $"@sha256:{digest.Resolved}");
        if (image is { IsLiteral: true } && tag is null && digest is null && registry is null)
        {
            CodeImages.Add(context, image, FileKinds.Aspire);
            return;
        }

        var text = resolved.Replace(unknown, image?.Text ?? "…", StringComparison.Ordinal);
        context.Add(new FoundImage(text, resolved, new TextRange(place.Range.Start, place.Range.End), FileKinds.Aspire) { PinRefusal = Apart });
    }

    private CodeValue? Value(List<CodeArgument> arguments, string name, int index) => file.Value(CodeFile.Find(arguments, name, index));
}
