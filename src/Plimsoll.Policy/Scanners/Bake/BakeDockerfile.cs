using System.Text;
using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bake;

/// <summary>The Dockerfile inside a target: as a text of its own, or in quotes with its lines behind <c>\n</c>. Bake replaces its variables first.</summary>
internal static class BakeDockerfile
{
    /// <summary>Adds its images.</summary>
    public static void Scan(SourceScalar dockerfile, DeclarationScope scope, ScanContext context)
    {
        var (value, offsets) = Decode(dockerfile, context.Source.Text);
        var (text, places) = Interpolate(value, offsets, scope, context);
        var file = DockerfileReader.Read(text, CancellationToken.None);
        DockerfileStages.Scan(file, image =>
        {
            if (image.Token.End > image.Token.Start)
                Add(image, new TextRange(places[image.Token.Start].Start, places[image.Token.End - 1].End), context);
        });
        DockerfileCommands.Scan(file, context, FileKinds.Bake, i => places[i]);
    }

    private static void Add(DockerfileImage image, TextRange token, ScanContext context)
    {
        var written = context.Source.Text[token.Start..token.End];
        context.Add(new FoundImage(image.Text.Contains(ImageUse.Unknown) ? written : image.Text, image.Resolved, token, FileKinds.Bake));
    }

    /// <summary>Its lines, and one offset for each character.</summary>
    private static (string Text, List<int> Offsets) Decode(SourceScalar dockerfile, string file)
    {
        var offsets = new List<int>(dockerfile.End - dockerfile.Start);
        if (dockerfile.Tag != DeclarationReader.HeredocTag)
            return (DeclarationCursor.Decode(file, dockerfile.Start, dockerfile.End, offsets), offsets);

        offsets.AddRange(Enumerable.Range(dockerfile.Start, dockerfile.End - dockerfile.Start));
        return (file[dockerfile.Start..dockerfile.End], offsets);
    }

    /// <summary>The text, and for each of its characters the place of what it comes from: itself, or a whole placeholder.</summary>
    private static (string Text, List<TextRange> Places) Interpolate(string value, List<int> offsets, DeclarationScope scope, ScanContext context)
    {
        var text = new StringBuilder(value.Length);
        var places = new List<TextRange>(value.Length);
        var position = 0;
        for (var placeholder = DeclarationTemplate.Find(value, 0); placeholder is not null && placeholder.End > position; placeholder = DeclarationTemplate.Find(value, position))
        {
            Copy(position, placeholder.Start);
            position = placeholder.End;

            var written = new SourceScalar(value[placeholder.Start..position], isPlain: false, offsets[placeholder.Start], offsets[position - 1] + 1);
            var values = TemplatedImage.Values(context, new LocatedScalar(written), DeclarationTemplate.Find, scope.Lookup).Select(option => option.Resolved).Distinct().ToList();
            var replaced = values is [var only] ? only : ImageUse.Unknown.ToString();
            text.Append(replaced);
            places.AddRange(Enumerable.Repeat(new TextRange(written.Start, written.End), replaced.Length));
        }

        Copy(position, value.Length);
        return (text.ToString(), places);

        void Copy(int start, int end)
        {
            text.Append(value, start, end - start);
            for (var i = start; i < end; i++)
                places.Add(new TextRange(offsets[i], offsets[i] + 1));
        }
    }
}
