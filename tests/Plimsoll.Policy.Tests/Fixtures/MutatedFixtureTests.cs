using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Mentions;

namespace Plimsoll.Policy.Tests.Fixtures;

/// <summary>
/// Files with some bytes changed: an image that still stands behind its key is found, or the file is told as one that could
/// not be read, or as one that mentions images that are not read. Nothing passes in silence.
/// </summary>
public class MutatedFixtureTests
{
    private const int Mutations = 1_000;
    private const string Structure = "{}[]:&*!|>'\"%@`$\\-#\n\r\t <,?~=/().";

    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_image_is_passed_over_in_silence(string name)
    {
        var fixture = Fixture.Read(name);
        using var deployment = fixture.Deploy("real");
        var tree = new SourceTree(deployment.Path, deployment.Path);
        var silent = new List<string>();
        foreach (var (path, text) in fixture.Files("real"))
        {
            var file = new CandidateFile(Path.Combine(deployment.Path, path), path, IsExplicit: false);
            var references = References(fixture, path, text);
            if (references.Count == 0)
                continue;

            var random = new Random(12345);
            for (var i = 0; i < Mutations; i++)
            {
                var bytes = Mutate(Encoding.UTF8.GetBytes(text), random);
                var scan = FileScanner.ScanBytes(file, bytes, tree, CancellationToken.None);
                if (scan.Unread is not null || scan.Findings.Any(finding => finding.Rule == RuleNames.UnreadableFile))
                    continue;

                var lines = Encoding.UTF8.GetString(bytes).Split('\n', '\r');
                foreach (var (prefix, image) in references)
                    if (lines.Any(line => Stands(line, prefix)) && !scan.Uses.Any(use => use.Text.StartsWith(image, StringComparison.Ordinal)))
                        silent.Add($"{path}: {image} in mutation {i}:\n{string.Join('\n', lines)}");
            }
        }

        Assert.True(silent.Count == 0, string.Join("\n\n", silent.Take(4)));
    }

    /// <summary>The references of a file that anybody recognises as such, with their lines up to the end of the reference and what ends it.</summary>
    private static List<(string Prefix, string Image)> References(Fixture fixture, string path, string text)
    {
        var lines = text.Split('\n');
        IEnumerable<int> Named(string line) => Path.GetExtension(path) is ".yml" or ".yaml" or ".json" ? ImageMention.FindKeys(line) : ImageMention.FindAll(line);
        var references = new List<(string, string)>();
        foreach (var place in fixture.Images.Where(image => image.StartsWith(path + ":", StringComparison.Ordinal)).Select(image => image[(path.Length + 1)..].Split(' ')[0].Split(':', '-')))
        {
            var (line, start, end) = (lines[int.Parse(place[0], null) - 1], int.Parse(place[1], null) - 1, int.Parse(place[2], null) - 1);

            // A variable is an image only where something runs it, and a command of a pipeline only behind the right key.
            if (!Regex.IsMatch(line[..start], "[A-Z]_IMAGE[\"']?\\s*[:=]") && Named(line).Contains(start) && ReferenceText.IsCertain(line[start..end]))
                references.Add((line[..Math.Min(line.Length, end + 1)].TrimStart(), line[start..end]));
        }

        return references;
    }

    private static bool Stands(string line, string prefix) =>
        line.AsSpan().TrimStart(" \t").StartsWith(prefix) && (char.IsPunctuation(prefix[^1]) || line.AsSpan().TrimStart(" \t").Length == prefix.Length);

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var value = random.Next(2) == 0 ? (byte)Structure[random.Next(Structure.Length)] : (byte)random.Next(256);
            switch (random.Next(3))
            {
                case 0: bytes.Insert(at, value); break;
                case 1: bytes[at] = value; break;
                default: bytes.RemoveAt(at); break;
            }
        }

        return [.. bytes];
    }
}
