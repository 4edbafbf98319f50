using NJsonSchema;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Schemas;

/// <summary>The schemas in docs/schema.</summary>
internal static class PublishedSchemas
{
    private const string Ending = ".schema.json";

    private static readonly string Folder = Path.Combine(NativeCommand.RepositoryRoot, "docs", "schema");

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, $"*{Ending}").Select(file => Path.GetFileName(file)[..^Ending.Length]).Order(StringComparer.Ordinal);

    /// <summary>The file of one.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name + Ending);

    /// <summary>Fails where a result is not what the schema says.</summary>
    /// <param name="name">The name of the schema.</param>
    /// <param name="json">The result.</param>
    /// <param name="line">What it is the result of.</param>
    public static async Task AssertValidAsync(string name, string json, string line) =>
        Assert.Empty((await JsonSchema.FromFileAsync(PathOf(name))).Validate(json).Select(error => $"{line}: {error}"));
}
