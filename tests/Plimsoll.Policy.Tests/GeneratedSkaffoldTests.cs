using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Configurations of Skaffold, written at random with known images at known places.</summary>
public class GeneratedSkaffoldTests
{
    private static readonly Gen<(string Repository, string Tag, int Place, int Style, string Noise)[]> Images =
        Gen.Select(OneOf("nginx", "ghcr.io/a/b", "reg:5000/x"), OneOf("", ":latest", ":v1.30.0"), Gen.Int[0, 5], Gen.Int[0, 6], OneOf("", "# image: no:1", "# é😀")).Array[1, 8];

    // What stands before an image, with the indentation of its key behind it.
    private static readonly (string Before, string Indent)[] Places =
    [
        ("  - image: built{0}\n    buildpacks:\n      builder: ", "      "),
        ("  - image: built{0}\n    requires: [{image: built0}]\n    buildpacks: {builder: no{0}}\n    jib:\n      fromImage: ", "      "),
        ("  - image: built{0}:dev\n    kaniko:\n      image: ", "      "),
        ("  - image: built{0}\n    docker:\n      buildArgs:\n        VERSION: no:1\n        BASE_IMAGE: ", "        "),
        ("  - image: built{0}\n    custom: {buildCommand: 'docker push no:1'}\n    ko:\n      fromImage: ", "      "),
        ("  - image: built{0}\n    buildpacks:\n      env: [image=no:1]\n      runImage: ", "      "),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_that_a_build_uses_is_found_and_nothing_that_it_builds() =>
        Gen.Select(Images, Gen.Bool, Gen.Bool, Gen.Bool).Sample((images, isProfile, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: {labels: {image: 'no:1'}}\n");
            writer.Write(isProfile ? "profiles:\n- name: image\n  build:\n   artifacts:\n" : "build:\n  artifacts:\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, place, style, noise) = images[i];
                var indent = isProfile ? " " : "";
                writer.Write(indent + Places[place].Before.Replace("{0}", $"{i}", StringComparison.Ordinal).Replace("no" + i, "built" + i, StringComparison.Ordinal).Replace("\n", "\n" + indent, StringComparison.Ordinal))
                    .Value(repository + tag, style, Places[place].Indent + indent, noise);
            }

            Assert.Equal(writer.Places, writer.Scan("skaffold.yaml"));
        });

    [Fact]
    public void Every_image_that_runs_beside_what_is_built_is_found_and_nothing_else() =>
        Gen.Select(Images, Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("apiVersion: skaffold/v4beta11\nbuild: {artifacts: [{image: built}]}\n");
            foreach (var (repository, tag, place, style, noise) in images.Where(image => image.Place < 3).OrderBy(image => image.Place))
                writer.Write(place switch { 0 => "---\napiVersion: skaffold/v4beta11\nverify:\n- container: {image: built}\n- container:\n    args: [image]\n    image: ", 1 => "---\napiVersion: skaffold/v4beta11\ncustomActions:\n- containers:\n  - name: image\n    image: ", _ => "---\napiVersion: skaffold/v4beta11\ndeploy:\n helm:\n  releases:\n  - setValues:\n     x.image: " })
                    .Value(repository + tag, style, place == 2 ? "     " : "    ", noise);

            Assert.Equal(writer.Places, writer.Scan("deploy.yaml"));
        });
}
