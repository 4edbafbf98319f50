using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Earthly;

/// <summary>
/// Earthfiles: <c>FROM</c> of an image and <c>WITH DOCKER --pull</c>. Arguments have the defaults of the recipe that is read, else
/// of the file. What stands for another target, <c>+name</c>, and what the file saves as an image is not judged.
/// </summary>
internal sealed class EarthfileScanner : TextScanner
{
    private const string Pull = "--pull";

    public override bool Recognises(string path) => Path.GetFileName(path.AsSpan()) is "Earthfile";

    public override bool MayScan(ReadOnlySpan<byte> content) => content.IndexOf("FROM"u8) >= 0 || content.IndexOf("--pull"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var instructions = DockerfileReader.Read(context.Source.Text, cancellationToken).Instructions;
        var saved = instructions.Where(instruction => instruction.Keyword.Is("SAVE")).SelectMany(instruction => instruction.Arguments).Select(word => Name(word.Text)).ToHashSet(StringComparer.Ordinal);
        var (global, local) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var isInTarget = false;
        foreach (var instruction in instructions)
        {
            if (instruction.Keyword.Text is [.., ':'] target && target.Length > 1 && !instruction.Arguments.Any())
            {
                isInTarget = true;
                local.Clear();
            }
            else if (instruction.Keyword.Is("ARG") || instruction.Keyword.Is("LET"))
            {
                Declare(instruction, isInTarget ? local : global);
            }
            else if (instruction.Keyword.Is("FROM") && instruction.Arguments.FirstOrDefault() is { Text.Length: > 0 } image && image.Text != "DOCKERFILE")
            {
                Add(image);
            }
            else if (instruction.Keyword.Is("WITH"))
            {
                foreach (var pulled in Pulled(instruction))
                    Add(pulled);
            }
        }

        void Add(DockerfileWord word)
        {
            var token = word.Unquoted();
            var resolved = Interpolation.Expand(word.Text, name => local.GetValueOrDefault(name) ?? global.GetValueOrDefault(name), shellWord: true);
            if (!resolved.Contains('+') && resolved.Length > 0 && resolved != "scratch" && !saved.Contains(Name(word.Text)) && resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':'))
                context.Add(new FoundImage(token.Text, resolved, new TextRange(token.FileStart, token.FileEnd), FileKinds.Earthfile));
        }
    }

    private static void Declare(DockerfileInstruction instruction, Dictionary<string, string> arguments)
    {
        // 'ARG NAME=value', 'ARG NAME = value', 'ARG --global NAME=value'.
        var declaration = string.Concat(instruction.Arguments.Select(word => word.Text));
        var equals = declaration.IndexOf('=');
        if (equals > 0)
            arguments[declaration[..equals]] = Interpolation.Expand(declaration[(equals + 1)..], arguments.GetValueOrDefault, shellWord: true);
    }

    private static IEnumerable<DockerfileWord> Pulled(DockerfileInstruction instruction)
    {
        var words = instruction.Arguments.ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Text == Pull && i + 1 < words.Count)
                yield return words[++i];
            else if (words[i].Text.StartsWith(Pull + "=", StringComparison.Ordinal))
                yield return words[i].From(Pull.Length + 1);
        }
    }

    private static string Name(string image)
    {
        var colon = image.LastIndexOf(':');
        return (colon > image.LastIndexOf('/') ? image[..colon] : image).Trim('"', '\'');
    }
}
