using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Helmfiles, written at random with known charts and images at known places, as YAML and as templates.</summary>
public class GeneratedHelmfilesTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_chart_and_every_image_is_found_and_nothing_else()
    {
        var release = Gen.Select(
            OneOf("r.io/charts/web", "reg:5000/x"), OneOf("1.2.3", "v1.2.3-rc.1", "1.2.3+b.4", "1.*", ">=1.0"), OneOf("nginx", "ghcr.io/a/b"), OneOf("latest", "1.27.3", "v7"),
            Gen.Int[0, 3], Gen.Int[1, 2], OneOf("", "# image: no:1", "# é😀"));
        Gen.Select(release.Array[1, 5], Gen.Bool, Gen.Bool, Gen.Bool).Sample((releases, isTemplate, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("repositories:\n- {name: web, url: 'https://r.io', oci: false}\nreleases:\n- {name: image, chart: web/no, version: 1.2.3}\n");
            for (var i = 0; i < releases.Length; i++)
            {
                var (chart, version, repository, tag, place, style, noise) = releases[i];
                if (isTemplate)
                    writer.Write($"{{{{ if .Values.r{i} }}}}\n");
                writer.Write($"- name: r{i}\n  namespace: {(isTemplate ? "{{ .Values.image }}" : "image")} {noise}\n  chart: oci://{chart}\n  version: ")
                    .Quoted(version, chart + (version.AsSpan().IndexOfAny("*>") >= 0 ? "" : $":{version.Replace('+', '_')}"), style).Write("\n  values:\n  - image.yaml\n");
                if (place == 0)
                    writer.Write($"  - x{i}:\n      image: ").Value($"{repository}:{tag}", style, "      ", noise);
                else if (place == 1)
                    writer.Write($"  - x{i}:\n      image:\n        repository: {repository}\n        tag: ").Quoted(tag, $"{repository}:{tag}", style).Write($" {noise}\n");
                else if (place == 2)
                    writer.Write($"  - x{i}: {{image: {{repository: {repository}, tag: no}}}}\n  set:\n  - name: x{i}.image.tag\n    value: ").Quoted(tag, $"{repository}:{tag}", style).Write($" {noise}\n");
                else
                    writer.Write($"  set:\n  - {{name: x{i}.image, value: ").Quoted($"{repository}:{tag}", $"{repository}:{tag}", style).Write($"}} {noise}\n");
                if (isTemplate)
                    writer.Write("{{ end }}\n");
            }

            Assert.Equal(writer.Places, writer.Scan(isTemplate ? "helmfile.yaml.gotmpl" : "helmfile.yaml"));
        });
    }
}
