using System.IO.Enumeration;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// The images of one Dockerfile, with BuildKit's scoping: FROM sees the ARGs before the first FROM and their defaults; a
/// stage's name stands for the stage after its declaration in FROM, and anywhere in <c>COPY --from</c> and <c>RUN --mount</c>,
/// which see no variables at all.
/// </summary>
internal sealed class DockerfileStages
{
    private const string Scratch = "scratch";

    // BuildKit sets these itself; their values are those of the machine and the platform built for.
    private static readonly HashSet<string> PlatformArguments = new(StringComparer.Ordinal)
    {
        "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT",
    };

    private static readonly VariableLookup UnknownVariable = static _ => ImageUse.Unknown.ToString();

    private readonly Action<DockerfileImage> _add;
    private readonly DockerfileReader _file;
    private readonly Dictionary<string, string?> _arguments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stages = new(StringComparer.OrdinalIgnoreCase);
    private bool _isInStage;

    private DockerfileStages(DockerfileReader file, Action<DockerfileImage> add)
    {
        _file = file;
        _add = add;
    }

    /// <summary>Finds the images that a Dockerfile builds upon: that of <c># syntax</c>, then those of FROM, then the others.</summary>
    public static void Scan(DockerfileReader file, Action<DockerfileImage> add) => new DockerfileStages(file, add).Scan();

    private void Scan()
    {
        if (_file.Syntax is var (start, end))
        {
            var text = _file.Text[start..end];
            _add(new DockerfileImage(text, text, new TextRange(start, end)));
        }

        foreach (var instruction in _file.Instructions)
        {
            if (instruction.IsOnBuild)
                continue;
            if (instruction.Keyword.Is("FROM"))
                From(instruction);
            else if (instruction.Keyword.Is("ARG") && !_isInStage)
                Declare(instruction);
        }

        // Only now are all stages known.
        foreach (var instruction in _file.Instructions)
            foreach (var image in SourcesOf(instruction))
                Source(image, instruction);
    }

    private void From(DockerfileInstruction instruction)
    {
        _isInStage = true;
        var words = instruction.Arguments.Take(3).ToList();
        if (words.Count == 0)
            return;

        var resolved = Expand(words[0]);
        if (resolved != Scratch && !IsStage(resolved))
            Add(words[0], resolved);
        if (words.Count == 3 && words[1].Is("AS"))
            _stages.Add(words[2].Text);
    }

    private void Declare(DockerfileInstruction instruction)
    {
        foreach (var word in instruction.Arguments)
        {
            var equals = word.Text.IndexOf('=');
            if (equals < 0)
                _arguments.TryAdd(word.Text, null);
            else
                _arguments[word.Text[..equals]] = Expand(word.From(equals + 1));
        }
    }

    /// <summary>The values of <c>--from=</c> of COPY and of <c>from=</c> in the mounts of RUN.</summary>
    private static IEnumerable<DockerfileWord> SourcesOf(DockerfileInstruction instruction)
    {
        const string copyFlag = "--from=";
        const string mountFlag = "--mount=";
        const string mountKey = "from=";
        if (instruction.Keyword.Is("COPY"))
        {
            foreach (var flag in instruction.Flags)
                if (flag.Text.StartsWith(copyFlag, StringComparison.Ordinal))
                    yield return flag.From(copyFlag.Length).Unquoted();
        }
        else if (instruction.Keyword.Is("RUN"))
        {
            foreach (var flag in instruction.Flags)
            {
                if (!flag.Text.StartsWith(mountFlag, StringComparison.Ordinal))
                    continue;

                // The value is one line of CSV, which may be quoted as a whole or field by field.
                var fields = flag.From(mountFlag.Length).Unquoted();
                for (int start = 0, end; start <= fields.Text.Length; start = end + 1)
                {
                    end = fields.Text.IndexOf(',', start);
                    end = end < 0 ? fields.Text.Length : end;
                    var field = fields.Part(start, end - start).Unquoted();
                    if (field.Text.StartsWith(mountKey, StringComparison.OrdinalIgnoreCase))
                        yield return field.From(mountKey.Length).Unquoted();
                }
            }
        }
    }

    private void Source(DockerfileWord image, DockerfileInstruction instruction)
    {
        // BuildKit refuses variables here; other builders replace them, each with a scope of its own.
        var resolved = Interpolation.Expand(image.Text, UnknownVariable, shellWord: true, _file.Escape);
        if (resolved.Length == 0 || resolved == Scratch || IsStage(resolved))
            return;

        // A number is a stage to COPY, and an image of that name to RUN.
        if (instruction.Keyword.Is("COPY") && !resolved.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return;

        // A bare name in ONBUILD is most likely a stage of the child's Dockerfile.
        if (instruction.IsOnBuild && resolved.AsSpan().IndexOfAny('/', ':', '@') < 0)
            return;

        Add(image, resolved);
    }

    /// <summary>Whether the name is a stage's; with an unknown part, as in <c>base-${TARGETARCH}</c>, whether a stage's name fits.</summary>
    private bool IsStage(string resolved)
    {
        if (!resolved.Contains(ImageUse.Unknown))
            return _stages.Contains(resolved);

        var pattern = resolved.Replace(ImageUse.Unknown, '*');
        return pattern.AsSpan().ContainsAnyExcept('*')
            && _stages.Any(stage => FileSystemName.MatchesSimpleExpression(pattern, stage));
    }

    private string Expand(DockerfileWord word) => Interpolation.Expand(word.Text, Lookup, shellWord: true, _file.Escape);

    private string? Lookup(string name) =>
        _arguments.TryGetValue(name, out var value) ? value
        : PlatformArguments.Contains(name) ? ImageUse.Unknown.ToString()
        : null;

    private void Add(DockerfileWord word, string resolved)
    {
        var token = word.Unquoted();
        _add(new DockerfileImage(token.Text, resolved, new TextRange(token.FileStart, token.FileEnd)));
    }
}
