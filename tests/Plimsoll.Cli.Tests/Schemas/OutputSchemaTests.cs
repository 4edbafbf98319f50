using Plimsoll.Cli.Output;

namespace Plimsoll.Cli.Tests.Schemas;

/// <summary>The schemas in docs/schema are those of the records that are written.</summary>
public class OutputSchemaTests
{
    public static TheoryData<string> Names => [.. OutputSchemas.Written.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_published_is_written_from_the_record(string name)
    {
        var published = PublishedSchemas.PathOf(name);
        var written = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "schema")).FullName, $"{name}.schema.json");
        var schema = OutputSchema.Write(name, OutputSchemas.Written[name]);
        File.WriteAllText(written, schema);

        Assert.True(File.Exists(published) && File.ReadAllText(published) == schema, $"The result was changed: review {written}, then move it over {published}.");
    }

    [Fact]
    public void Every_result_has_a_schema()
    {
        var results = typeof(CliJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(System.Text.Json.Serialization.JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!);

        Assert.Empty(results.Except(OutputSchemas.Written.Values.Select(type => type.Type)));
    }
}
