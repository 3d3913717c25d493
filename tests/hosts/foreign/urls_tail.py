from django.contrib.auth.views import LoginView

urlpatterns = [path("sign-in/", LoginView.as_view(), name="house-sign-in"), *urlpatterns]
