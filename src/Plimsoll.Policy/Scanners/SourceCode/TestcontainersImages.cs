namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Testcontainers, which starts containers for tests: the images that builders, containers and requests are made with.</summary>
internal sealed class TestcontainersImages(CodeFile file, CodeImports imports, ScanContext context)
{
    // Of these the first argument is an image, whatever it looks like; of others it is one where it cannot be anything else.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Generic", "Docker", "PostgreSql", "Postgres", "MySql", "MariaDb", "MsSql", "MsSqlServer", "SqlServer", "Oracle", "Redis", "MongoDb", "RabbitMq", "Kafka", "Elasticsearch", "OpenSearch", "Nginx",
        "Cassandra", "ClickHouse", "CockroachDb", "LocalStack", "Keycloak", "Minio", "Neo4j", "Pulsar", "Vault", "Nats", "Azurite", "CouchDb", "InfluxDb", "Memcached", "ActiveMq", "Consul", "Etcd", "Valkey",
    };

    private readonly TestcontainersNames _names = new(file);

    public static bool IsLibrary(string import) =>
        import.Split('.', '/') is var parts && (parts[0] is "testcontainers" or "Testcontainers" or "@testcontainers"
        || import.StartsWith("org.testcontainers.", StringComparison.Ordinal)
        || import.StartsWith("DotNet.Testcontainers.", StringComparison.Ordinal)
        || import.StartsWith("github.com/testcontainers/testcontainers-go", StringComparison.Ordinal));

    /// <summary>Whether there is a module of this name, whose builder or container is called after it.</summary>
    public static bool IsModule(string name) => Known.Contains(name);

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.Word(i) is not { } name)
                continue;
            if (file.Language == CodeLanguage.Go)
                ScanGo(i, name);
            else if (file.CallOf(i) is { } open)
                ScanCall(i, name, file.Arguments(open), file.Partner(open));
        }
    }

    private void ScanCall(int i, string name, List<CodeArgument> arguments, int close)
    {
        var isNew = file.IsWord(i - 1, "new") || file.Language is CodeLanguage.Python or CodeLanguage.Kotlin || IsNewOfPath(i);
        if (file.Language == CodeLanguage.CSharp && name == "WithImage")
        {
            // One with a tag of its own is another library's.
            if (arguments.Count == 1)
                Add(CodeFile.Find(arguments, "image", 0));
        }
        else if (name == "parse" && file.Language is CodeLanguage.Java or CodeLanguage.Kotlin && file.IsWord(i - 2, "DockerImageName"))
        {
            if (!(file.IsMark(i - 3, '(') && file.IsWord(i - 4, "asCompatibleSubstituteFor")) && arguments.Count == 1 && !_names.IsTagged(i, close))
                Add(arguments[0]);
        }
        else if (name == "withTag" && arguments.Count == 1 && _names.Of(i) is { } tagged)
        {
            CodeImages.Add(context, file.Value(tagged), file.Value(arguments[0]), FileKinds.Testcontainers);
        }
        else if (isNew && close < file.Tokens.Count && !file.IsWord(i - 1, "class") && !file.IsWord(i - 1, "def") && !file.IsWord(i - 1, "fun"))
        {
            var suffix = file.Language == CodeLanguage.CSharp ? "Builder" : "Container";
            if (char.IsUpper(name[0]) && name.EndsWith(suffix, StringComparison.Ordinal))
                AddFirst(name[..^suffix.Length], CodeFile.Find(arguments, "image", 0));
        }
    }

    private void AddFirst(string of, CodeArgument? image)
    {
        if (of == "Container" || Known.Contains(of))
            Add(image);
        else
            CodeImages.AddCertain(context, file.Value(image), FileKinds.Testcontainers);
    }

    /// <summary><c>new a.b.Name(</c>.</summary>
    private bool IsNewOfPath(int i)
    {
        while (file.IsMark(i - 1, '.') && file.Word(i - 2) is not null)
            i -= 2;
        return file.IsWord(i - 1, "new");
    }

    private void ScanGo(int i, string name)
    {
        if (name == "ContainerRequest" && file.IsMark(i + 1, '{'))
        {
            foreach (var field in file.Arguments(i + 1))
                if (field.Name == "Image")
                    Add(field);
        }
        else if (file.IsMark(i - 1, '.') && imports.IsName(file.Word(i - 2), IsLibrary) && file.CallOf(i) is { } open && file.Arguments(open) is var arguments)
        {
            if (name == "Run" && arguments.Count > 1)
                Add(arguments[1]);
            else if (name == "WithImage" && arguments.Count == 1)
                Add(arguments[0]);
        }
    }

    private void Add(CodeArgument? argument) => CodeImages.Add(context, file.Value(argument), FileKinds.Testcontainers);
}
