using CsCheck;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

/// <summary>Whatever stands in a parameter file, the build runs or says what is wrong with it.</summary>
public sealed class HostileFileTests
{
    private const string Valid = """
        { "Name": "a", "Names": ["b", "c,d"], "Count": 3, "Ratio": 1e3, "Flag": true, "Output": "out/x", "When": "2026-01-02", "Labels": { "k": "v" },
          "Server": { "host": "h", "port": 1, "inner": { "host": "i", "inner": null } }, "Key": "v1:8ybglGinVbs3GYaS8O8sGQ==", "Keys": ["v1:Gz77qCl9BFyO6x2kiCTXgQ==", "x"] }
        """;

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u0000", "null", "true", "1e999", "-", "//", "/*", "*/", "\"name\":", "{}", "[]", "\0", "é", "\"v1:\"", "\"v2:\"", "\n"];

    [Fact]
    public async Task The_file_is_read_where_it_was_not_changed()
    {
        using var fixture = new BuildFixture();
        fixture.Root.Write(".nuke/parameters.json", Valid);
        fixture.Environment["PARAMS_KEY"] = "correct horse";

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync<Sample>("Show")).ExitCode);
    }

    [Fact]
    public void A_file_that_was_changed_anywhere_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Valid.Length], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.Bool).Array[1, 3].Sample(
            changes =>
            {
                var text = changes.Aggregate(Valid, (changed, c) =>
                {
                    var at = Math.Min(c.Item1, changed.Length);
                    return changed.Remove(at, Math.Min(c.Item2, changed.Length - at)).Insert(at, c.Item4 ? c.Item3 : "");
                });
                using var fixture = new BuildFixture();
                fixture.Root.Write(".nuke/parameters.json", text);
                fixture.Environment["PARAMS_KEY"] = "correct horse";

                var result = fixture.RunAsync<Sample>("Show").GetAwaiter().GetResult();

                Assert.True(result.ExitCode is ExitCode.Done or ExitCode.Usage, $"{result.ExitCode}: {result.Error}{result.Output}");
                Assert.Equal(result.ExitCode == ExitCode.Done, result.Error.Length == 0);
                Assert.DoesNotContain("Exception", result.Error);
            },
            iter: 400);

    public sealed record Server(string Host, int Port = 80, Server? Inner = null);

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly string Name = "";
        [Parameter] readonly string[] Names = [];
        [Parameter] readonly int Count;
        [Parameter] readonly double Ratio;
        [Parameter] readonly bool Flag;
        [Parameter] readonly AbsolutePath? Output;
        [Parameter] readonly DateOnly When;
        [Parameter] readonly Dictionary<string, string> Labels = [];
        [Parameter] readonly Server? Server;
        [Parameter, Secret] readonly string? Key;
        [Parameter, Secret] readonly string[] Keys = [];

        Target Show => _ => _.Executes(() => Log.Information($"{Name}{Names.Length}{Count}{Ratio}{Flag}{Output}{When}{Labels.Count}{Server}{Key}{Keys.Length}"));
    }
}
