using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Values of charts in the shapes that charts have for them, written at random with known images at known places.</summary>
public class GeneratedHelmValuesTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Gen<string> Repository = OneOf("nginx", "a/b", "reg:5000/x", "ghcr.io/acme/app", "localhost/x");
    private static readonly Gen<string> Tag = OneOf("latest", "1.27.3", "v1-alpine", "2024.1");
    private static readonly Gen<string> Noise = OneOf("", "# image: x:1", "# é😀");

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Values that are read as such without a chart around them.</summary>
    private static PlacedText Values(bool hasMark, bool hasCarriageReturns) =>
        new PlacedText(hasMark, hasCarriageReturns).Write("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    useImage: true\n    images2: [x:1]\n    allowedImages: [x:1]\n");

    [Fact]
    public void Every_image_that_has_a_name_among_others_is_found_and_nothing_else()
    {
        var image = Gen.Select(Repository, Tag, Gen.Int[0, 6], Noise, OneOf("images", "extraImages", "global_images"), Gen.Bool);
        Gen.Select(image.Array[1, 5], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = Values(mark, carriageReturns);
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, style, noise, key, isWhole) = images[i];
                writer.Write($"    s{i}:\n      {key}: {noise}\n        pullPolicy: Always\n        logo: logo.png\n        registryUrl: r.io/x\n        port: 'x.y:80'\n");
                if (isWhole)
                    writer.Write("        web: ").Value($"{repository}:{tag}", style, "        ", noise);
                else
                    writer.Write($"        web: {{pull: x:1, repository: '{repository}', tag: ").Quoted(tag, $"{repository}:{tag}", style % 3).Write($"}} {noise}\n");
            }

            Assert.Equal(writer.Places, writer.Scan("release.yaml"));
        });
    }

    [Fact]
    public void Every_image_of_a_list_is_found_and_nothing_else()
    {
        var image = Gen.Select(Repository, Tag, Gen.Int[0, 6], Noise, Gen.Int[0, 2]);
        Gen.Select(image.Array[1, 5], OneOf("images", "extraImages", "initImages", "prepullImages"), Gen.Bool, Gen.Bool).Sample((images, key, mark, carriageReturns) =>
        {
            var writer = Values(mark, carriageReturns).Write($"    icons: ['x:1']\n    {key}:\n    - 'x.y/logo.png'\n    - https://x.y/z\n    - first: x:1\n");
            foreach (var (repository, tag, style, noise, shape) in images)
                if (shape == 0)
                    writer.Write("    - ").Value($"{repository}:{tag}", style, "      ", noise);
                else
                    writer.Write($"    - {(shape == 1 ? "name: own\n      newName" : "name")}: {repository} {noise}\n      newTag: ").Quoted(tag, $"{repository}:{tag}", style % 3).Write($" {noise}\n");

            Assert.Equal(writer.Places, writer.Scan("release.yaml"));
        });
    }

    [Fact]
    public void Every_image_with_its_parts_beside_one_another_is_found_and_nothing_else()
    {
        var keys = OneOf(("imageRepository", "imageTag"), ("webImageRepository", "webImageTag"), ("image_name", "image_version"), ("image", "imageTag"), ("web-image-repo", "web-image-tag"), ("webImage", "webImageVersion"));
        var image = Gen.Select(Repository, Tag, OneOf("", Digest), Gen.Int[0, 4], Noise, keys, Gen.Bool);
        Gen.Select(image.Array[1, 5], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = Values(mark, carriageReturns);
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, digest, style, noise, (repositoryKey, tagKey), isTagFirst) = images[i];
                var whole = $"{repository}:{tag}{(digest.Length > 0 ? "@" : "")}{digest}";
                writer.Write($"    s{i}:\n      imageSize: 10\n      imagePullPolicy: Always\n      imagePullSecrets: [x]\n      vmImageName: ubuntu\n      vmImageVersion: v1\n");
                if (!isTagFirst)
                    writer.Write($"      {repositoryKey}: {repository} {noise}\n");
                writer.Write($"      {tagKey}: ").Quoted(tag, digest.Length > 0 ? null : whole, style % 3).Write($" {noise}\n");
                if (isTagFirst)
                    writer.Write($"      {repositoryKey}: \"{repository}\"\n");
                if (digest.Length > 0)
                    writer.Write($"      {tagKey[..(tagKey.LastIndexOf("mage", StringComparison.Ordinal) + 4)]}Digest: ").Quoted(digest, whole, style).Write($" {noise}\n");
            }

            Assert.Equal(writer.Places, writer.Scan("release.yaml"));
        });
    }

    [Fact]
    public void Every_image_that_is_put_together_from_a_name_and_its_surroundings_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("web", "job"), Tag, Gen.Int[0, 4], Noise, Gen.Int[0, 3]);
        Gen.Select(image.Array[1, 5], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = Values(mark, carriageReturns).Write("    global: {hub: docker.io/mesh, tag: '9.9.9'}\n    mesh: {image: pilot, tag: ").Image("v1", "docker.io/mesh/pilot:v1").Write("}\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (name, tag, style, noise, shape) = images[i];
                var (before, key, whole) = shape switch
                {
                    0 => ("hub: ''", "tag", $"docker.io/mesh/{name}:{tag}"),
                    1 => ("hub: r.io/own", "tag", $"r.io/own/{name}:{tag}"),
                    2 => ("repository: nvcr.io/x", "version", $"nvcr.io/x/{name}:{tag}"),
                    _ => ("registry: ghcr.io/y", "imageTag", $"ghcr.io/y/{name}:{tag}"),
                };
                writer.Write($"    s{i}:\n      {before} {noise}\n      image: {name}\n      pullPolicy: Always\n      {key}: ").Quoted(tag, whole, style % 3).Write($" {noise}\n");
            }

            Assert.Equal(writer.Places, writer.Scan("release.yaml"));
        });
    }

    [Fact]
    public void Every_image_with_a_digest_in_a_key_of_its_own_is_found_and_nothing_else()
    {
        var keys = OneOf(("repository", "tag", "sha"), ("repository", "tag", "sha256"), ("repository", "tag", "digest"), ("imageRepository", "imageTag", "imageSha"), ("webImageRepository", "webImageTag", "webImageDigest"), ("image", "tag", "sha"));
        var image = Gen.Select(Repository, Tag, OneOf("", "0a1b2c3", Digest, Digest["sha256:".Length..]), Gen.Int[0, 4], Noise, keys);
        Gen.Select(image.Array[1, 5], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = Values(mark, carriageReturns);
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, digest, style, noise, (repositoryKey, tagKey, digestKey)) = images[i];

                // A commit is a digest only where the key says so, and then not a right one.
                if (digest.Length == 7 && !digestKey.Contains("sha", StringComparison.OrdinalIgnoreCase))
                    digest = "";
                var isDigest = digest.Length > 7;
                var whole = $"{repository}:{tag}{(isDigest ? "@" + Digest : "")}";
                writer.Write($"    s{i}:\n      commit: {{sha: {Digest}}}\n      {repositoryKey}: {repository} {noise}\n      {digestKey}: ").Quoted(digest, isDigest ? whole : null, style % 3);
                writer.Write($" {noise}\n      {tagKey}: ").Quoted(tag, isDigest ? null : whole, style % 3).Write($" {noise}\n");
            }

            Assert.Equal(writer.Places, writer.Scan("release.yaml"));
        });
    }
}
