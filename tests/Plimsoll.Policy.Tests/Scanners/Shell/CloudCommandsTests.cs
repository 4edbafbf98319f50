namespace Plimsoll.Policy.Tests.Scanners.Shell;

public class CloudCommandsTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "az webapp create -g x -n image --container-image-name r.io/a:1\naz webapp create -n x -i r.io/b:1\naz webapp create -n x --deployment-container-image-name=c:1\n", "r.io/a:1@1:55-63 r.io/b:1@2:26-34 c:1@3:57-60" },
        { "az webapp config container set -n x --docker-custom-image-name r.io/a:$V\naz functionapp create --image b:1\naz functionapp config container set --image 'c:1'\nV=2\n", "r.io/a:2@1:64-73 b:1@2:31-34 c:1@3:46-49" },
        { "az webapp sitecontainers create -n x --container-name main --image a:1 --is-main true\naz webapp ssh -i no:1\naz vm create --image Debian:debian-12:12:latest\naz vmss create --image no:1\n", "a:1@1:68-71" },
        { "az webapp config set -n x --linux-fx-version 'DOCKER|a:1'\naz webapp config set -n x --linux-fx-version \"NODE|20-lts\"\naz webapp config set --windows-fx-version \"DOCKER|b:1\"\n", "a:1@1:54-57 b:1@3:51-54" },
        { "az acr import -n acme --source docker.io/library/a:1 --image a:1\naz acr import -n acme --source b:1 --registry other\naz acr import -n acme --source /subscriptions/x/image:1\n", "docker.io/library/a:1@1:32-53" },
        { "az container create -g x --image a:1\naz containerapp up --image b:1\naz containerapp job create --image=c:1\n", "a:1@1:34-37 b:1@2:28-31 c:1@3:36-39" },
        { "gcloud builds submit --tag gcr.io/p/a:1 .\ngcloud run deploy x --image gcr.io/p/a:1\ngcloud run deploy y --image gcr.io/p/b:1\ngcloud compute instances create-with-container x --container-image=gcr.io/p/c:1 --image-family no\n", "gcr.io/p/b:1@3:29-41 gcr.io/p/c:1@4:68-80" },
        { "aws lambda update-function-code --function-name x --image-uri 1.dkr.ecr.eu-west-1.amazonaws.com/a:1\naws ec2 run-instances --image-id no:1\naws ecs describe --image-uri no:1\n", "1.dkr.ecr.eu-west-1.amazonaws.com/a:1@1:63-100" },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("deploy.sh", text));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Images_are_found_at_their_tokens_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/deploy.bash", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
