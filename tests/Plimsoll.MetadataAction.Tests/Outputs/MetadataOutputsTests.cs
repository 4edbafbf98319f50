
using static Plimsoll.MetadataAction.Tests.Evaluation;

namespace Plimsoll.MetadataAction.Tests.Outputs;

public class MetadataOutputsTests
{
    [Fact]
    public void Tags_are_made_image_by_image_in_lower_case()
    {
        var outputs = Derive(Tag("v1"), images: "Acme/App\nghcr.io/ACME/app\nother,enable=false");

        Assert.Equal(["acme/app:v1", "acme/app:latest", "ghcr.io/acme/app:v1", "ghcr.io/acme/app:latest"], outputs.Tags);
        Assert.Equal(["v1", "latest"], outputs.TagNames);
    }

    [Fact]
    public void Where_all_images_are_off_tags_have_none() => Assert.Equal(["v1", "latest"], Derive(Tag("v1"), images: "app,enable=false").Tags);

    [Fact]
    public void There_are_eight_labels_and_those_of_the_user_win() => Assert.Equal(
        [
            "a=",
            "maintainer=me",
            "org.opencontainers.image.created=2026-05-19T08:30:00.000Z",
            "org.opencontainers.image.description=An app",
            "org.opencontainers.image.licenses=MIT",
            $"org.opencontainers.image.revision={Sha}",
            "org.opencontainers.image.source=https://github.com/acme/app",
            "org.opencontainers.image.title=X=main",
            "org.opencontainers.image.url=https://github.com/acme/app",
            "org.opencontainers.image.version=main",
        ],
        Derive(Context, labels: "maintainer=you\nmaintainer=me\nno label\na=\norg.opencontainers.image.title=X={{branch}}").Labels);

    [Fact]
    public void Labels_are_ordered_as_in_a_dictionary()
    {
        var labels = Derive(Context, labels: "B=\na=\nA=\nb=\n_=\n.=\n-=\n/=\n1=\n10=\n2=\na-b=\nab=\nA-a=\né=\nf=").Labels;

        Assert.Equal("_ - . / 1 10 2 a A A-a a-b ab b B é f", string.Join(' ', labels.Select(label => label.Split('=')[0]).Where(key => !key.Contains("org.", StringComparison.Ordinal))));
    }

    [Fact]
    public void Annotations_have_a_level_each()
    {
        var annotations = Derive(Context with { AnnotationLevels = "index,manifest" }, annotations: "a=b").Annotations;

        Assert.Equal(18, annotations.Count);
        Assert.Equal("index:a=b", annotations[0]);
        Assert.Equal("manifest:a=b", annotations[9]);
        Assert.Equal("manifest:a=b", Derive(Context, annotations: "a=b").Annotations[0]);
    }

    [Fact]
    public void The_json_is_that_of_javascript_to_the_byte()
    {
        var json = Derive(Tag("v1"), images: "app", labels: "2=two\n10=ten\nx=<&é\u2028>\n\"lines=a\nb\"\n_=\"q\\\"").Json;

        Assert.StartsWith("""{"tags":["app:v1","app:latest"],"tag-names":["v1","latest"],"labels":{"2":"two","10":"ten","_":"\"q\\\"","lines":"a","org.""", json);
        Assert.Contains("\"x\":\"<&é\"", json);
        Assert.EndsWith("\"manifest:org.opencontainers.image.version=v1\"]}", json);
    }

    [Fact]
    public void Bake_files_have_a_target_with_tags_labels_and_arguments()
    {
        var outputs = Derive(Tag("v1"), images: "app\nother");

        Assert.Equal(
            """
            {
              "target": {
                "docker-metadata-action": {
                  "tags": [
                    "app:v1",
                    "app:latest",
                    "other:v1",
                    "other:latest"
                  ],
                  "args": {
                    "DOCKER_META_IMAGES": "app,other",
                    "DOCKER_META_VERSION": "v1"
                  }
                }
              }
            }
            """,
            outputs.BakeTags);
        Assert.Contains("\"org.opencontainers.image.version\": \"v1\"", outputs.BakeLabels);
        Assert.Contains("\"manifest:org.opencontainers.image.version=v1\"", outputs.BakeAnnotations);
        Assert.Contains("\"args\": {", outputs.Bake);
    }

    [Fact]
    public void Without_a_version_the_bake_file_has_no_tag_and_no_version()
    {
        var bake = Derive(At("")).BakeTags;

        Assert.Contains("\"tags\": []", bake);
        Assert.DoesNotContain("DOCKER_META_VERSION", bake);
    }
}
