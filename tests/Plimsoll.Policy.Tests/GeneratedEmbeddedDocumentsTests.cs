using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Manifests as texts within manifests, written at random with known images at known places.</summary>
public class GeneratedEmbeddedDocumentsTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_text_is_found_and_nothing_else()
    {
        var entry = Gen.Select(OneOf("nginx", "a/b", "reg:5000/x"), OneOf("latest", "1.27.3"), Gen.Int[0, 6], Gen.Int[2, 5], OneOf("|", "|-", "|+"), OneOf("", "# image: x:1", "# é😀"));
        Gen.Select(entry.Array[1, 5], Gen.Int[0, 2], Gen.Bool, Gen.Bool).Sample((entries, levels, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            var spaces = "";
            for (var level = 0; level < levels; level++)
            {
                writer.Write($"{spaces}apiVersion: v1\n{spaces}kind: ConfigMap\n{spaces}data:\n{spaces}  level{level}.yaml: |\n");
                spaces += "    ";
            }

            writer.Write($"{spaces}apiVersion: v1\n{spaces}kind: ConfigMap\n{spaces}data:\n");
            for (var i = 0; i < entries.Length; i++)
            {
                var (repository, tag, style, indent, header, noise) = entries[i];
                var inner = spaces + "  " + new string(' ', indent);
                writer.Write($"{spaces}  note{i}: 'image: x:1'\n{spaces}  script{i}: |\n{inner}docker run --image x:1\n{spaces}  pod{i}.yaml: {header}\n{inner}# {noise}\n{inner}kind: Pod\n{inner}metadata:\n{inner}  annotations: {{image: 'x:1'}}\n{inner}spec:\n{inner}  containers:\n{inner}  - name: x\n{inner}    image: ")
                    .Value($"{repository}:{tag}", style, inner + "    ", noise);
            }

            Assert.Equal(writer.Places, writer.Scan("cm.yaml"));
        });
    }
}
